import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaFunctionEventInvokeConfig } from "@cdktf/provider-aws/lib/lambda-function-event-invoke-config";
import { Construct } from "constructs";
import { arnRules } from "../aws/arn-rules";
import { arnOf } from "../aws/current";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import type { Finding } from "../findings/finding";
import { invalidArn, invalidName, outOfRange } from "../findings/value-errors";
import { Role } from "../iam/role";
import { trustService } from "../iam/trust";
import { setLogicalId } from "../logical-ids/logical-id";
import { retentionFindings } from "../logs/retention";
import { FailureQueue } from "../sqs/failure-queue";
import { defined } from "../terraform/defined";
import { ZipAsset } from "../terraform/zip-asset";
import { bundledFunction } from "./bundled-function";
import type { NodeFunctionOptions } from "./node-function-options";

export interface NodeFunctionProps extends NodeFunctionOptions {
  readonly functionName: string;
  /** Path of the TypeScript file that exports `handler`, from the project's root. */
  readonly entry: string;
  /** At most 256 characters. */
  readonly description: string;
  /** Seconds until an invocation is ended, 1 to 900. */
  readonly timeoutInSeconds: number;
  /** Never a secret: whoever may look at the function sees them. */
  readonly environment: Readonly<Record<string, string>>;
  /** ARN of a KMS key that encrypts the log. @default a key of AWS's */
  readonly kmsKeyArn?: string;
}

// Lambda tries an event again after one minute, and after two more (AWS Lambda: Asynchronous invocation).
const retries = 2;

/** A Lambda function that events invoke, written in this project: its code, its role, its log, and a queue of what it failed at. */
export class NodeFunction extends Construct {
  /** The name as a literal. */
  readonly functionName: string;
  readonly role: Role;
  readonly failures: FailureQueue;
  private readonly resource: LambdaFunction;

  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.functionName = props.functionName;
    this.role = this.createRole(props);
    this.failures = this.createFailureQueue(props);
    this.resource = this.createFunction(props, this.createLogGroup(props));
    this.keepFailures();
    check(this, () => findingsOf(props));
  }

  /** The function's ARN, as a reference. */
  get arn(): string {
    return this.resource.arn;
  }

  /** The function's name, as a reference. */
  get location(): string {
    return this.resource.functionName;
  }

  private createRole({ functionName, logicalId, role: options }: NodeFunctionProps): Role {
    const role = new Role(
      this,
      "role",
      defined({
        logicalId,
        assumedBy: trustService("lambda.amazonaws.com"),
        ...options,
        roleName: options?.roleName ?? functionName,
      }),
    );
    role.allow({
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [arnOf(this, "logs", `log-group:${logGroupName(functionName)}:*`)],
    });
    return role;
  }

  private createFailureQueue({ functionName, logicalId }: NodeFunctionProps): FailureQueue {
    const queue = new FailureQueue(
      this,
      "failures",
      defined({ logicalId, queueName: `${functionName}-failures` }),
    );
    this.role.allow({ actions: ["sqs:SendMessage"], resources: [queue.queueArn] });
    return queue;
  }

  private createLogGroup({ functionName, logRetentionDays = 30, kmsKeyArn }: NodeFunctionProps) {
    return new CloudwatchLogGroup(
      this,
      "log_group",
      defined({ name: logGroupName(functionName), retentionInDays: logRetentionDays, kmsKeyId: kmsKeyArn }),
    );
  }

  private createFunction(props: NodeFunctionProps, logGroup: CloudwatchLogGroup): LambdaFunction {
    const { functionName, entry, description, timeoutInSeconds, environment } = props;
    const code = new ZipAsset(this, "code", {
      fileName: "function.zip",
      files: { "index.js": bundledFunction(entry) },
    });
    return new LambdaFunction(
      this,
      "function",
      defined({
        functionName,
        description,
        role: this.role.arn,
        runtime: props.runtime ?? "nodejs22.x",
        handler: "index.handler",
        filename: code.path,
        sourceCodeHash: Buffer.from(code.hash, "hex").toString("base64"),
        memorySize: props.memorySize ?? 256,
        timeout: timeoutInSeconds,
        reservedConcurrentExecutions: props.reservedConcurrentExecutions,
        environment: { variables: { ...environment } },
        // Lambda makes a log group of its own, which is kept for ever, if the function runs before this one is there.
        dependsOn: [...this.role.permissions, logGroup],
      }),
    );
  }

  private keepFailures(): void {
    new LambdaFunctionEventInvokeConfig(this, "event_invoke_config", {
      functionName: this.resource.functionName,
      maximumRetryAttempts: retries,
      destinationConfig: { onFailure: { destination: this.failures.arn } },
    });
  }
}

const logGroupName = (functionName: string): string => `/aws/lambda/${functionName}`;

function findingsOf(props: NodeFunctionProps): readonly Finding[] {
  const { functionName, memorySize, reservedConcurrentExecutions, logRetentionDays, kmsKeyArn } = props;
  return [
    ...invalidName("functionName", functionName, nameRules.function),
    ...outOfRange("memorySize", memorySize, {
      min: 128,
      max: 10_240,
      unit: "MB",
      source: "AWS Lambda: Quotas",
    }),
    ...outOfRange("reservedConcurrentExecutions", reservedConcurrentExecutions, {
      min: 1,
      max: 1000,
      unit: "",
      source: "AWS Lambda: Configuring reserved concurrency; 0 would stop the function",
    }),
    ...retentionFindings("logRetentionDays", logRetentionDays),
    ...invalidArn("kmsKeyArn", kmsKeyArn, arnRules.kmsKey),
  ];
}
