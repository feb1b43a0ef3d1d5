import { elements, elementText } from "../../../../../local/aws/client/xml";
import {
  contentOf,
  documentContent,
  element,
  elementsIn,
} from "../../../../../local/aws/cloudfront/xml-elements";
import {
  type CloudFrontAnswer,
  cloudfront,
  createDistribution,
  distributionConfig,
} from "../../../local-aws/distributions";
import type { TestAccount } from "../../../local-aws/on-local-aws";
import { canonicalXml } from "./canonical-xml";

const PARAMETER = "/shop/cloudfront/cfcd-staging";

/** The header by which the tests' reviewers reach the staging distribution. */
export const traffic = {
  Type: "SingleHeader",
  SingleHeaderConfig: { Header: "aws-cf-cd-review", Value: "yes" },
};

/** What a site consists of, as far as its releases change it, without the IDs that each account makes up. */
export interface SiteState {
  readonly production: unknown;
  /** All other distributions. */
  readonly others: readonly unknown[];
  readonly policies: readonly unknown[];
  /** The value of the parameter. */
  readonly parameter: string;
  readonly objects: readonly string[];
}

/** A site that Terraform has made: production distribution, bucket and parameter, in an account of its own. */
export class Site {
  private constructor(
    readonly account: TestAccount,
    readonly bucket: string,
    readonly productionId: string,
  ) {}

  static async create(account: TestAccount): Promise<Site> {
    const bucket = `site-${account.accountId}`;
    await account.createBucket(bucket);
    const production = await createDistribution(account, siteConfig(bucket));
    const site = new Site(account, bucket, production.id);
    await site.writeParameter("none");
    return site;
  }

  /** As `create`, with the staging distribution and the policy that Terraform keeps in mode "terraform". */
  static async createKept(account: TestAccount): Promise<Site> {
    const site = await Site.create(account);
    await site.makeStaging("none", "reference-of-terraform");
    const policy = (await site.policies())[0];
    await site.updatePolicy(policy?.id ?? "", (config) =>
      config.replace("<Enabled>true<", "<Enabled>false<"),
    );
    return site;
  }

  /** The variables of every project; the parameter's value is that of the build's start. */
  async variables(): Promise<Record<string, string>> {
    return {
      SERVICE: "shop",
      PRODUCTION_DISTRIBUTION_ID: this.productionId,
      STAGING_DISTRIBUTION_ID: await this.parameter(),
      STAGING_PARAMETER: PARAMETER,
      SITE_BUCKET: this.bucket,
      STAGING_IS_KEPT: "false",
      WAIT_MINUTES: "5",
      PIPELINE_NAME: "pipeline",
      APPROVE_STAGE: "Approve",
      APPROVE_ACTION: "Approve",
      TRAFFIC_CONFIG: JSON.stringify(traffic),
      DEFAULT_ROOT_OBJECT: "index.html",
      REVIEW_WAIT_MINUTES: "5",
      INVALIDATION_PATHS: '["/*"]',
    };
  }

  /** What make-staging.sh comes to, without running it: its distribution, its policy, attached. */
  async makeStaging(release: string, reference = "shop-staging-1-1"): Promise<string> {
    const production = await this.distribution(this.productionId);
    const copy = await cloudfront(
      this.account,
      "POST",
      `distribution/${this.productionId}/copy`,
      `<CopyDistributionRequest><CallerReference>${reference}</CallerReference></CopyDistributionRequest>`,
      { staging: "true", "if-match": production.etag },
    );
    await this.writeParameter(copy.id);
    await this.serve(copy.id, release);
    const policy = await cloudfront(
      this.account,
      "POST",
      "continuous-deployment-policy",
      policyConfig(copy.domainName),
    );
    await this.attach(policy.id);
    await this.account.passTime({ minutes: 1 });
    return copy.id;
  }

  /** Leads a distribution to a release. */
  async serve(distributionId: string, release: string): Promise<void> {
    const path = `<OriginPath>/releases/${release}</OriginPath>`;
    await this.update(distributionId, (config) => config.replace(/<OriginPath>.*?<\/OriginPath>/, path));
  }

  /** Attaches a policy to production, or none. */
  async attach(policyId: string): Promise<void> {
    const name = "ContinuousDeploymentPolicyId";
    await this.update(this.productionId, (config) => {
      const others = elementsIn(config).filter((element) => element.name !== name);
      return [...others, { name, content: policyId }].map((it) => element(it.name, it.content)).join("");
    });
  }

  /** Changes a distribution's configuration. */
  async update(distributionId: string, change: (config: string) => string): Promise<void> {
    const { etag, xml } = await this.distribution(distributionId);
    const config = `<DistributionConfig>${change(configIn(xml, "Distribution"))}</DistributionConfig>`;
    const path = `distribution/${distributionId}/config`;
    const answer = await cloudfront(this.account, "PUT", path, config, { "if-match": etag });
    if (answer.status !== 200) throw new Error(answer.xml);
  }

  async updatePolicy(id: string, change: (config: string) => string): Promise<void> {
    const name = "ContinuousDeploymentPolicyConfig";
    const path = `continuous-deployment-policy/${id}`;
    const { etag, xml } = await cloudfront(this.account, "GET", path);
    const config = `<${name}>${change(configIn(xml, "ContinuousDeploymentPolicy"))}</${name}>`;
    const answer = await cloudfront(this.account, "PUT", path, config, { "if-match": etag });
    if (answer.status !== 200) throw new Error(answer.xml);
  }

  async distribution(id: string): Promise<CloudFrontAnswer> {
    return cloudfront(this.account, "GET", `distribution/${id}`);
  }

  /** The release that a distribution serves. */
  async releaseOf(id: string): Promise<string | undefined> {
    return elementText((await this.distribution(id)).xml, "OriginPath")?.replace("/releases/", "");
  }

  /** The invalidations of a distribution, of production where none is said, as CloudFront lists them. */
  async invalidations(distributionId = this.productionId): Promise<CloudFrontAnswer> {
    return cloudfront(this.account, "GET", `distribution/${distributionId}/invalidation`);
  }

  async parameter(): Promise<string> {
    const answer = await this.account.call("ssm", "GetParameter", { Name: PARAMETER });
    return (answer as { Parameter: { Value: string } }).Parameter.Value;
  }

  async writeParameter(value: string): Promise<void> {
    const input = { Name: PARAMETER, Value: value, Type: "String", Overwrite: true };
    await this.account.call("ssm", "PutParameter", input);
  }

  async policies(): Promise<{ readonly id: string; readonly xml: string }[]> {
    const { xml } = await cloudfront(this.account, "GET", "continuous-deployment-policy");
    const list = contentOf(documentContent(xml, "ContinuousDeploymentPolicyList"), "Items") ?? "";
    return elementsIn(list).map(({ content }) => {
      const policy = contentOf(content, "ContinuousDeploymentPolicy") ?? "";
      return {
        id: contentOf(policy, "Id") ?? "",
        xml: contentOf(policy, "ContinuousDeploymentPolicyConfig") ?? "",
      };
    });
  }

  /** The keys of the bucket. */
  async objects(): Promise<string[]> {
    const response = await this.account.send("s3", "GET", `/${this.bucket}?list-type=2`);
    return elements(await response.text(), "Key").sort();
  }

  async state(): Promise<SiteState> {
    const distributions = await this.account.distributions();
    const policies = await this.policies();
    const names = new Map<string, string>([
      [this.bucket, "BUCKET"],
      ...distributions.flatMap(({ id, domainName, staging }) => [
        [id, staging ? "STAGING" : "PRODUCTION"] as const,
        [domainName, staging ? "DOMAIN OF STAGING" : "DOMAIN OF PRODUCTION"] as const,
      ]),
      ...policies.map(({ id }) => [id, "POLICY"] as const),
    ]);
    const named = (text: string) =>
      [...names]
        .reduce((all, [id, name]) => all.replaceAll(id, name), text)
        .replace(/shop-staging-\d+-\d+/, "REFERENCE");
    const configs = distributions.map(({ id, configXml }) => ({
      id,
      config: canonicalXml(named(configXml)),
    }));
    return {
      production: configs.find(({ id }) => id === this.productionId)?.config,
      others: configs.filter(({ id }) => id !== this.productionId).map(({ config }) => config),
      policies: policies.map(({ xml }) => canonicalXml(named(xml))),
      parameter: named(await this.parameter()),
      objects: await this.objects(),
    };
  }
}

/** What a distribution that Terraform makes for a site says, where it is not what the tests of CloudFront say anyway. */
function siteConfig(bucket: string): Readonly<Record<string, string>> {
  const origin = [
    "<Id>site</Id>",
    `<DomainName>${bucket}.s3.ap-northeast-1.amazonaws.com</DomainName>`,
    "<OriginPath>/releases/none</OriginPath>",
    "<CustomHeaders><Quantity>0</Quantity></CustomHeaders>",
    "<S3OriginConfig><OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig>",
  ].join("");
  return {
    CallerReference: "terraform",
    Aliases: "<Quantity>1</Quantity><Items><CNAME>shop.example.com</CNAME></Items>",
    DefaultRootObject: "index.html",
    Origins: `<Quantity>1</Quantity><Items><Origin>${origin}</Origin></Items>`,
    DefaultCacheBehavior: [
      "<TargetOriginId>site</TargetOriginId><ViewerProtocolPolicy>redirect-to-https</ViewerProtocolPolicy>",
      "<AllowedMethods><Quantity>2</Quantity><Items><Method>GET</Method><Method>HEAD</Method></Items></AllowedMethods>",
      "<Compress>true</Compress><CachePolicyId>658327ea-f89d-4fab-a63d-7e88639e58f6</CachePolicyId>",
    ].join(""),
    Comment: "The shop &amp; its friends",
    ContinuousDeploymentPolicyId: "",
  };
}

function policyConfig(domainName: string): string {
  const { Header, Value } = traffic.SingleHeaderConfig;
  return [
    "<ContinuousDeploymentPolicyConfig>",
    `<StagingDistributionDnsNames><Quantity>1</Quantity><Items><DnsName>${domainName}</DnsName></Items></StagingDistributionDnsNames>`,
    "<Enabled>true</Enabled><TrafficConfig><Type>SingleHeader</Type>",
    `<SingleHeaderConfig><Header>${Header}</Header><Value>${Value}</Value></SingleHeaderConfig>`,
    "</TrafficConfig></ContinuousDeploymentPolicyConfig>",
  ].join("");
}

/** The configuration in what CloudFront shows of one thing, as it stands there. */
function configIn(xml: string, kind: string): string {
  return contentOf(documentContent(xml, kind), `${kind}Config`) ?? "";
}

/** A distribution of somebody else's in the same account, with the domain name that it got. */
export async function foreignDistribution(
  account: TestAccount,
  changes: Readonly<Record<string, string>> = {},
): Promise<CloudFrontAnswer> {
  return cloudfront(
    account,
    "POST",
    "distribution",
    distributionConfig({ CallerReference: "foreign", ...changes }),
  );
}

/** A policy for that distribution. */
export async function policyFor(account: TestAccount, { domainName }: CloudFrontAnswer): Promise<string> {
  return (await cloudfront(account, "POST", "continuous-deployment-policy", policyConfig(domainName))).id;
}
