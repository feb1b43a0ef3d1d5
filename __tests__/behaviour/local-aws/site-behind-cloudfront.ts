import { type CloudFrontAnswer, cloudfront, createDistribution, updateDistribution } from "./distributions";
import type { TestAccount } from "./on-local-aws";
import { putBucketPolicy } from "./roles";

type Changes = Readonly<Record<string, string>>;

/** A bucket that CloudFront may read, and its distributions; each of them serves one folder. */
export class SiteBehindCloudFront {
  private constructor(
    readonly account: TestAccount,
    readonly bucket: string,
    readonly accessControlId: string,
  ) {}

  static async create(
    account: TestAccount,
    signing: "always" | "never" = "always",
  ): Promise<SiteBehindCloudFront> {
    const bucket = `site-${account.accountId}`;
    await account.createBucket(bucket);
    const config = xml({
      Name: "oac",
      SigningProtocol: "sigv4",
      SigningBehavior: signing,
      OriginAccessControlOriginType: "s3",
    });
    const { id } = await cloudfront(
      account,
      "POST",
      "origin-access-control",
      xml({ OriginAccessControlConfig: config }),
    );
    const site = new SiteBehindCloudFront(account, bucket, id);
    await site.allow();
    return site;
  }

  get bucketArn(): string {
    return `arn:aws:s3:::${this.bucket}`;
  }

  /** Lets CloudFront read, and do what else is named, under a condition: any distribution of the account by default. */
  async allow(
    Condition: object = { StringEquals: { "aws:SourceAccount": this.account.accountId } },
    actions: readonly string[] = ["s3:GetObject"],
  ): Promise<void> {
    const Principal = { Service: "cloudfront.amazonaws.com" };
    const Resource = [this.bucketArn, `${this.bucketArn}/*`];
    const statement = { Effect: "Allow", Principal, Action: actions, Resource, Condition };
    await putBucketPolicy(this.account, this.bucket, statement);
  }

  async put(key: string, content: string, headers: Changes = {}): Promise<void> {
    const response = await this.account.send("s3", "PUT", `/${this.bucket}/${key}`, content, headers);
    if (!response.ok) throw new Error(await response.text());
  }

  /** The configuration that serves a folder of the bucket. */
  serving(originPath: string, changes: Changes = {}): Changes {
    return {
      Origins: originsXml({
        DomainName: `${this.bucket}.s3.${this.account.region}.amazonaws.com`,
        OriginPath: originPath,
        OriginAccessControlId: this.accessControlId,
      }),
      DefaultRootObject: "index.html",
      ...changes,
    };
  }

  production(originPath = "", changes: Changes = {}): Promise<CloudFrontAnswer> {
    return this.#make({ CallerReference: "production", ...this.serving(originPath, changes) });
  }

  staging(originPath: string): Promise<CloudFrontAnswer> {
    return this.#make({ CallerReference: "staging", Staging: "true", ...this.serving(originPath) });
  }

  /** Sends traffic to the staging distribution from now on; answers with the policy and with production's new version. */
  async attachPolicy(
    production: CloudFrontAnswer,
    staging: CloudFrontAnswer,
    options: { originPath: string; traffic: string; enabled?: boolean },
  ): Promise<{ policy: CloudFrontAnswer; production: CloudFrontAnswer }> {
    const { originPath, traffic, enabled = true } = options;
    const body = xml({
      ContinuousDeploymentPolicyConfig: xml({
        StagingDistributionDnsNames: `<Quantity>1</Quantity><Items>${xml({ DnsName: staging.domainName })}</Items>`,
        Enabled: String(enabled),
        TrafficConfig: traffic,
      }),
    });
    const policy = await cloudfront(this.account, "POST", "continuous-deployment-policy", body);
    const attached = await updateDistribution(this.account, production, {
      CallerReference: "production",
      ...this.serving(originPath),
      ContinuousDeploymentPolicyId: policy.id,
    });
    if (attached.status !== 200) throw new Error(attached.xml);
    return { policy, production: attached };
  }

  /** The ARN of a distribution. */
  arnOf({ id }: CloudFrontAnswer): string {
    return `arn:aws:cloudfront::${this.account.accountId}:distribution/${id}`;
  }

  async #make(changes: Changes): Promise<CloudFrontAnswer> {
    const made = await createDistribution(this.account, changes);
    if (made.status !== 201) throw new Error(made.xml);
    return made;
  }
}

/** Elements around what is given, which is XML. */
export function xml(contents: Changes): string {
  return Object.entries(contents)
    .map(([name, content]) => `<${name}>${content}</${name}>`)
    .join("");
}

/** The only origin, and what it is. */
export function originsXml(origin: Changes): string {
  return `<Quantity>1</Quantity><Items>${xml({ Origin: xml({ Id: "s3", ...origin }) })}</Items>`;
}
