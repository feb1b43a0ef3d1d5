import { devNull } from "node:os";
import { z } from "zod";
import { AwsClient } from "./client/aws-client";
import type { DistributionSummary } from "./cloudfront/distribution-summary";
import type { ViewerResponse, Visit } from "./cloudfront/edge/viewer";
import type { DetectedChange } from "./codepipeline/change-detection";
import type { ExecutionTrigger } from "./codepipeline/execution";
import type { GitChange } from "./codepipeline/git-change";
import type { SourceRevision } from "./codepipeline/source-revisions";
import { imageOf, MANIFEST_TYPE } from "./ecr/image-manifest";
import { uploadBlobs } from "./ecr/upload-blobs";
import type { AwsEvent } from "./events/aws-event";
import type { Delivery } from "./events/delivery";
import type { Grant } from "./iam/grants";
import type { PermissionUse } from "./iam/permission-uses";
import type { FunctionInvocation } from "./lambda/invocations";
import { PipelineRun } from "./pipeline-run";

export type {
  Delivery,
  DetectedChange,
  DistributionSummary,
  FunctionInvocation,
  GitChange,
  Grant,
  PermissionUse,
  ViewerResponse,
  Visit,
};

/** One run of a pipeline, as ListPipelineExecutions tells it. */
export interface PipelineExecution {
  readonly pipelineExecutionId: string;
  readonly status: string;
  readonly statusSummary?: string;
  readonly startTime: number;
  readonly trigger: ExecutionTrigger;
  readonly sourceRevisions: readonly SourceRevision[];
  readonly executionType: "STANDARD" | "ROLLBACK";
}

/** One account of a running local AWS, over HTTP: usable from any process that knows the endpoint. */
export class LocalAccount {
  readonly #client: AwsClient;

  constructor(
    readonly endpoint: string,
    readonly accountId: string,
    readonly region = "ap-northeast-1",
  ) {
    if (!/^\d{12}$/.test(accountId)) {
      throw new Error(`An account id has 12 digits, unlike "${accountId}".`);
    }
    this.#client = new AwsClient(endpoint, accountId, region);
  }

  /** What a tool or an SDK needs in its environment to work in this account. */
  get environment(): Record<string, string> {
    return {
      AWS_ACCESS_KEY_ID: this.accountId,
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_REGION: this.region,
      AWS_DEFAULT_REGION: this.region,
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_EC2_METADATA_DISABLED: "true",
      // A developer's own profile has nothing to say here.
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
    };
  }

  /** Calls an operation of a service that speaks JSON; an AwsError carries AWS's code. */
  async call(service: string, operation: string, input: object = {}): Promise<unknown> {
    return this.#client.call(service, operation, input);
  }

  /** Calls an operation of a service that speaks forms and XML; answers with the XML. */
  async query(service: string, operation: string, input: Readonly<Record<string, string>>): Promise<string> {
    return this.#client.query(service, operation, input);
  }

  /** Sends a signed request to a service whose operations are methods and paths: CloudFront, S3, notifications. */
  async send(
    service: string,
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response> {
    return this.#client.send(service, method, path, body, headers);
  }

  /** Pushes an image, as a Docker client would; other content makes another digest. */
  async pushImage(image: { repository: string; tag: string; content?: string }): Promise<{ digest: string }> {
    const { repository: repositoryName, tag: imageTag, content = randomContent() } = image;
    const {
      manifest: imageManifest,
      digest,
      blobs,
    } = imageOf(Buffer.from(JSON.stringify({ architecture: "amd64", os: "linux", comment: content })), [
      Buffer.from(content),
    ]);
    await uploadBlobs(this.#client, { repositoryName }, blobs);
    const imageManifestMediaType = MANIFEST_TYPE;
    await this.call("ecr", "PutImage", { repositoryName, imageTag, imageManifest, imageManifestMediaType });
    return { digest };
  }

  /** Puts an event of any source on the default bus, also of AWS's own services, and waits for its deliveries. */
  async putEvent(
    event: Pick<AwsEvent, "source" | "detail-type" | "detail"> & { readonly resources?: readonly string[] },
  ): Promise<void> {
    await this.call("local-aws", "PutEvent", event);
  }

  /** Confirms every connection that waits for it, as one does in the console; answers with their ARNs. */
  async confirmConnections(): Promise<string[]> {
    return ((await this.call("local-aws", "ConfirmConnections")) as { confirmed: string[] }).confirmed;
  }

  /** Something happens in `owner/name` at GitHub; answers with what that meant to each source that connects or polls. */
  async changeRepository(repository: string, change: GitChange): Promise<DetectedChange[]> {
    const answer = await this.call("local-aws", "ChangeRepository", { repository, change });
    return (answer as { detected: DetectedChange[] }).detected;
  }

  /** An empty image repository. */
  async createImageRepository(repositoryName: string): Promise<void> {
    await this.call("ecr", "CreateRepository", { repositoryName });
  }

  /** Starts a pipeline by hand, with values of its variables; answers with the execution's id. */
  async startPipeline(name: string, variables: Readonly<Record<string, string>> = {}): Promise<string> {
    const given = Object.entries(variables).map(([variable, value]) => ({ name: variable, value }));
    const answer = await this.call("codepipeline", "StartPipelineExecution", { name, variables: given });
    return z.object({ pipelineExecutionId: z.string() }).parse(answer).pipelineExecutionId;
  }

  /** A connection to GitHub, which waits for somebody to confirm it. */
  async createConnection(name: string): Promise<void> {
    await this.call("codeconnections", "CreateConnection", { ConnectionName: name, ProviderType: "GitHub" });
  }

  /** A connection with a given ARN, in its region, unless it is there; it is confirmed: one that exists is known by its ARN. */
  async createConnectionWithArn(arn: string): Promise<void> {
    await this.call("local-aws", "CreateConnectionWithArn", { arn });
  }

  /** A bucket in the account's region. */
  async createBucket(name: string): Promise<void> {
    const constraint = `<LocationConstraint>${this.region}</LocationConstraint>`;
    // us-east-1 is where a bucket stands that names no location, and cannot be named (Amazon S3 API: CreateBucket).
    const configuration =
      this.region === "us-east-1"
        ? ""
        : `<CreateBucketConfiguration>${constraint}</CreateBucketConfiguration>`;
    const response = await this.#client.send("s3", "PUT", `/${name}`, configuration);
    if (!response.ok) throw new Error(`The bucket ${name} was not created: ${await response.text()}`);
  }

  /** A KMS key with a given ID, unless it is there: AWS makes IDs up, but a key that exists is known by its ID. */
  async createKey(id: string): Promise<void> {
    await this.call("local-aws", "CreateKeyWithId", { id });
  }

  /** A certificate of ACM with a given ARN, in its region, unless it is there: a certificate that exists is known by its ARN. */
  async createCertificate(arn: string): Promise<void> {
    await this.call("local-aws", "CreateCertificateWithArn", { arn });
  }

  /** A web ACL of WAF with a given ARN, unless it is there: a web ACL that exists is known by its ARN. */
  async createWebAcl(arn: string): Promise<void> {
    await this.call("local-aws", "CreateWebAclWithArn", { arn });
  }

  /** A secret with a given ARN, unless it is there: AWS makes the end of ARNs up, but a secret that exists is known by its ARN. */
  async createSecretWithArn(arn: string, value: string): Promise<void> {
    await this.call("local-aws", "CreateSecretWithArn", { arn, value });
  }

  /** An encrypted parameter. */
  async createSsmParameter(parameter: { name: string; value: string }): Promise<void> {
    await this.call("ssm", "PutParameter", {
      Name: parameter.name,
      Value: parameter.value,
      Type: "SecureString",
    });
  }

  /** The pipeline's executions, oldest first. The first one is that of its creation. */
  async executions(pipeline: string): Promise<PipelineExecution[]> {
    const answer = await this.call("codepipeline", "ListPipelineExecutions", { pipelineName: pipeline });
    return (
      answer as { pipelineExecutionSummaries: PipelineExecution[] }
    ).pipelineExecutionSummaries.reverse();
  }

  /** Puts the account's time forward: what is due by then happens at once. */
  async passTime({ minutes }: { readonly minutes: number }): Promise<void> {
    await this.call("local-aws", "PassTime", { minutes });
  }

  /** The account's time, in milliseconds since 1970. */
  async now(): Promise<number> {
    return z.object({ now: z.number() }).parse(await this.call("local-aws", "GetTime")).now;
  }

  /** Starts a pipeline by hand, to wait for it and look at what it does. */
  async run(pipeline: string, variables: Readonly<Record<string, string>> = {}): Promise<PipelineRun> {
    return this.attach(pipeline, await this.startPipeline(pipeline, variables));
  }

  /** The newest execution: that of the pipeline's creation, of a push. */
  async attachToLatest(pipeline: string): Promise<PipelineRun> {
    const newest = (await this.executions(pipeline)).at(-1);
    if (newest === undefined) throw new Error(`The pipeline ${pipeline} has no execution yet.`);
    return this.attach(pipeline, newest.pipelineExecutionId);
  }

  /** An execution that was started already. */
  attach(pipeline: string, pipelineExecutionId: string): PipelineRun {
    return new PipelineRun(this.#client, pipeline, pipelineExecutionId);
  }

  /** The secrets that AWS checks signatures with, by the webhook's name; its API only shows `****`. */
  async webhookSecrets(): Promise<Readonly<Record<string, string>>> {
    const answer = await this.call("local-aws", "ListWebhookSecrets");
    return (answer as { secrets: Record<string, string> }).secrets;
  }

  /** What the rules of this account and region delivered, or failed to, oldest first. */
  async deliveries(): Promise<Delivery[]> {
    return ((await this.call("local-aws", "ListDeliveries")) as { deliveries: Delivery[] }).deliveries;
  }

  /** Every attempt to run a Lambda function, oldest first. */
  async invocations(functionName: string): Promise<FunctionInvocation[]> {
    const answer = await this.call("local-aws", "ListInvocations", { functionName });
    return (answer as { invocations: FunctionInvocation[] }).invocations;
  }

  /** All that a Lambda function logged, oldest first, also where its role may not write it to a log group. */
  async functionLog(functionName: string): Promise<string[]> {
    const answer = await this.call("local-aws", "GetFunctionLog", { functionName });
    return (answer as { messages: string[] }).messages;
  }

  /** The lines of a build's log so far, whether or not the project sends them anywhere. */
  async buildLog(buildId: string): Promise<string[]> {
    return ((await this.call("local-aws", "GetBuildLog", { id: buildId })) as { lines: string[] }).lines;
  }

  /** Acts as a role, by its name or ARN, without asking whom it trusts. */
  async actAs(role: string): Promise<AwsClient> {
    const answer = await this.call("local-aws", "OpenSession", { roleArn: this.#principalArn(role) });
    const { accessKeyId } = z.object({ accessKeyId: z.string() }).parse(answer);
    return new AwsClient(this.endpoint, accessKeyId, this.region);
  }

  /** What roles and users needed so far, and whether they had it, oldest first; of one, as `grants` takes it. */
  async permissionUses(principal?: string): Promise<PermissionUse[]> {
    const input = principal === undefined ? {} : { principalArn: this.#principalArn(principal) };
    const answer = await this.call("local-aws", "ListPermissionUses", input);
    return (answer as { uses: PermissionUse[] }).uses;
  }

  /** What somebody's own policies allow, and which of it was used so far: of a role's name, `user/<name>`, or an ARN. */
  async grants(principal: string): Promise<Grant[]> {
    const input = { principalArn: this.#principalArn(principal) };
    const answer = await this.call("local-aws", "ListGrants", input);
    return (answer as { grants: Grant[] }).grants;
  }

  /** The distributions of CloudFront, oldest first. */
  async distributions(): Promise<DistributionSummary[]> {
    const answer = await this.call("local-aws", "ListDistributions");
    return (answer as { distributions: DistributionSummary[] }).distributions;
  }

  /** Asks CloudFront for a page as a viewer does; headers and `draw` decide whether the staging distribution answers. */
  async visit(request: Visit): Promise<ViewerResponse> {
    return (await this.call("local-aws", "Visit", request)) as ViewerResponse;
  }

  /** Every resource in the account, over all services and regions: its ARN, or `service/region/kind/name`. */
  async resources(): Promise<string[]> {
    return ((await this.call("local-aws", "ListResources")) as { resources: string[] }).resources;
  }

  #principalArn(named: string): string {
    if (named.startsWith("arn:")) return named;
    return `arn:aws:iam::${this.accountId}:${named.startsWith("user/") ? named : `role/${named}`}`;
  }
}

function randomContent(): string {
  return crypto.randomUUID();
}
