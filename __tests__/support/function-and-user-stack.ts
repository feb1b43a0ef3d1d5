import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamAccessKey } from "@cdktf/provider-aws/lib/iam-access-key";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserPolicy } from "@cdktf/provider-aws/lib/iam-user-policy";
import { IamUserPolicyAttachment } from "@cdktf/provider-aws/lib/iam-user-policy-attachment";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaFunctionEventInvokeConfig } from "@cdktf/provider-aws/lib/lambda-function-event-invoke-config";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { type App, TerraformOutput } from "cdktf";
import { ZipAsset } from "../../modules/terraform/zip-asset";
import { ProjectStack } from "../../stacks/project-stack";
import { shippedProject } from "./shipped";

const FAILS = 'exports.handler = async () => { throw new Error(process.env.WORD + " is refused"); };';

/** What the stack is at first, or after it was changed in place. */
export interface Variant {
  readonly word: string;
  readonly retentionSeconds: number;
  /** With a key of its own in place of SQS's. */
  readonly kmsKeyId?: string;
  readonly baseContent: string;
  readonly audiences: readonly string[];
  readonly reservedConcurrency: number;
}

/** An event that invokes a function that fails, with a queue for it; a provider for tokens, and a user with a key. */
export class FunctionAndUser extends ProjectStack {
  constructor(
    scope: App,
    private readonly variant: Variant,
  ) {
    super(scope, { project: shippedProject, settings: { stack: "function-and-user" } });
    this.#invoked(this.#function(this.#queue()));
    this.#tokens();
    this.#user(this.#base());
  }

  #queue(): SqsQueue {
    const { retentionSeconds, kmsKeyId } = this.variant;
    const queue = new SqsQueue(this, "queue", {
      name: "function-and-user-failed",
      messageRetentionSeconds: retentionSeconds,
      ...(kmsKeyId === undefined ? { sqsManagedSseEnabled: true } : { kmsMasterKeyId: kmsKeyId }),
    });
    new SqsQueuePolicy(this, "queue-policy", {
      queueUrl: queue.url,
      policy: document({
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: queue.arn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
    });
    return queue;
  }

  #function(queue: SqsQueue): LambdaFunction {
    const functionName = "function-and-user";
    const role = new IamRole(this, "role", { name: functionName, assumeRolePolicy: trust("lambda") });
    const logGroup = new CloudwatchLogGroup(this, "log", {
      name: `/aws/lambda/${functionName}`,
      retentionInDays: 30,
    });
    new IamRolePolicy(this, "role-policy", {
      name: "function",
      role: role.name,
      policy: document(
        allow(["logs:CreateLogStream", "logs:PutLogEvents"], `${logGroup.arn}:*`),
        allow(["sqs:SendMessage"], queue.arn),
      ),
    });
    const code = new ZipAsset(this, "code", { fileName: "function.zip", files: { "index.js": FAILS } });
    const made = new LambdaFunction(this, "function", {
      functionName,
      role: role.arn,
      runtime: "nodejs22.x",
      handler: "index.handler",
      filename: code.path,
      sourceCodeHash: code.hash,
      environment: { variables: { WORD: this.variant.word } },
      reservedConcurrentExecutions: this.variant.reservedConcurrency,
      timeout: 60,
      dependsOn: [logGroup],
    });
    new LambdaFunctionEventInvokeConfig(this, "invoke", {
      functionName: made.functionName,
      maximumRetryAttempts: 2,
      destinationConfig: { onFailure: { destination: queue.arn } },
    });
    return made;
  }

  #invoked(made: LambdaFunction): void {
    const rule = new CloudwatchEventRule(this, "rule", {
      name: "function-and-user",
      eventPattern: JSON.stringify({ source: ["shop"] }),
    });
    new CloudwatchEventTarget(this, "target", { rule: rule.name, arn: made.arn });
    new LambdaPermission(this, "permission", {
      functionName: made.functionName,
      action: "lambda:InvokeFunction",
      principal: "events.amazonaws.com",
      sourceArn: rule.arn,
    });
  }

  #tokens(): void {
    const provider = new IamOpenidConnectProvider(this, "provider", {
      url: "https://token.actions.githubusercontent.com",
      clientIdList: [...this.variant.audiences],
    });
    const claim = "token.actions.githubusercontent.com";
    new IamRole(this, "deployer", {
      name: "function-and-user-deployer",
      maxSessionDuration: 7200,
      assumeRolePolicy: document({
        Effect: "Allow",
        Principal: { Federated: provider.arn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${claim}:aud`]: "sts.amazonaws.com",
            [`${claim}:sub`]: "repo:shop/app:ref:refs/heads/main",
          },
        },
      }),
    });
  }

  #base(): S3Object {
    const bucket = new S3Bucket(this, "bucket", {
      bucket: "function-and-user-base-of-tasks",
      forceDestroy: true,
    });
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket: bucket.bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    return new S3Object(this, "base", {
      bucket: bucket.bucket,
      key: "base.json",
      content: this.variant.baseContent,
      contentType: "application/json",
      dependsOn: [versioning],
    });
  }

  #user(base: S3Object): void {
    const boundary = new IamPolicy(this, "boundary", {
      name: "function-and-user-boundary",
      policy: document(allow(["s3:*", "sts:*"], "*")),
    });
    const user = new IamUser(this, "user", {
      name: "function-and-user-deployer",
      permissionsBoundary: boundary.arn,
    });
    new IamUserPolicy(this, "user-policy", {
      name: "base",
      user: user.name,
      policy: document(allow(["s3:GetObject"], `arn:aws:s3:::${base.bucket}/${base.key}`)),
    });
    new IamUserPolicyAttachment(this, "user-attachment", {
      user: user.name,
      policyArn: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly",
    });
    const key = new IamAccessKey(this, "key", { user: user.name });
    new TerraformOutput(this, "key-id", { value: key.id });
  }
}

function allow(Action: readonly string[], Resource: string): object {
  return { Effect: "Allow", Action, Resource };
}

function trust(service: string): string {
  return document({
    Effect: "Allow",
    Principal: { Service: `${service}.amazonaws.com` },
    Action: "sts:AssumeRole",
  });
}

function document(...Statement: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement });
}
