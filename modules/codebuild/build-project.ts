import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import { Construct } from "constructs";
import { arnRules } from "../aws/arn-rules";
import { arnOf } from "../aws/current";
import { buildspecNotInSource } from "../findings/build-errors";
import { check } from "../findings/check";
import { emptyText, invalidArn } from "../findings/value-errors";
import { warn } from "../findings/warnings";
import { Role, type RoleOptions } from "../iam/role";
import { trustService } from "../iam/trust";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { defined } from "../terraform/defined";
import { multiLine } from "../terraform/multi-line";
import {
  type BuildEnvironment,
  type BuildMachine,
  completeEnvironment,
  environmentFindings,
  isOldImage,
} from "./build-environment";
import { isPathInSource } from "./buildspec-path";
import {
  type EnvironmentVariables,
  readVariables,
  variableBlocks,
  variableFindings,
} from "./environment-variable";
import { type BuildVpc, useVpc, vpcFindings } from "./vpc";

/** Where a build gets its files from: the pipeline that starts it, or nowhere. */
const sourceTypes = ["CODEPIPELINE", "NO_SOURCE"] as const;

export type SourceType = (typeof sourceTypes)[number];

/** What a user may choose about every project, whatever its builds do. */
export interface CommonBuildOptions extends BuildMachine, LogicalIdProps {
  /** What the console says of the project, at most 255 characters. @default none */
  readonly description?: string;
  /** Variables of every build: plain text, SSM parameters, secrets of Secrets Manager. @default none */
  readonly environmentVariables?: EnvironmentVariables;
  /** The VPC in which every build runs. @default outside any VPC */
  readonly vpc?: BuildVpc;
  /** ARN of a KMS key that encrypts what a build makes, and its logs. @default keys of AWS's */
  readonly kmsKeyArn?: string;
  /** The role that builds run as. @default role `<projectName>-codebuild` with an inline policy */
  readonly role?: RoleOptions;
  /** Logical ID of the role's elements. @default "codebuild" */
  readonly roleLogicalId?: string;
}

/** What a user may choose about the project; the rest follows from what starts it. */
export interface BuildProjectOptions extends CommonBuildOptions, BuildEnvironment {
  /** Runs the Docker daemon, which `docker build` needs. @default false */
  readonly privilegedMode?: boolean;
}

export interface BuildProjectProps extends BuildProjectOptions {
  /** 2 to 150 characters (CodeBuild API: CreateProject). */
  readonly projectName: string;
  /** The text of a build specification, or the path of one in the source. */
  readonly buildspec: string;
  /** `CODEPIPELINE`: a pipeline starts it. `NO_SOURCE`: a rule, a person or a script does. @default "CODEPIPELINE" */
  readonly sourceType?: SourceType;
}

/** A CodeBuild project with its role and its log group. */
export class BuildProject extends Construct {
  readonly projectName: string;
  readonly projectArn: string;
  readonly role: Role;
  readonly project: CodebuildProject;

  constructor(scope: Construct, id: string, props: BuildProjectProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.projectName = props.projectName;
    this.projectArn = arnOf(this, "codebuild", `project/${props.projectName}`);
    this.role = this.createRole(props);
    this.project = this.createProject(props, this.createLogGroup(props));
    this.allowBuild(props);
    if (props.image && isOldImage(props.image)) warn(this, "oldBuildImage");
    check(this, () => this.findings(props));
  }

  private createRole({ projectName, role, roleLogicalId }: BuildProjectProps): Role {
    return new Role(this, "role", {
      logicalId: roleLogicalId ?? "codebuild",
      assumedBy: trustService("codebuild.amazonaws.com"),
      ...role,
      roleName: role?.roleName ?? `${projectName}-codebuild`,
    });
  }

  private createLogGroup(props: BuildProjectProps): CloudwatchLogGroup {
    return new CloudwatchLogGroup(
      this,
      "log_group",
      defined({
        name: `/aws/codebuild/${props.projectName}`,
        retentionInDays: completeEnvironment(props).logRetentionDays,
        kmsKeyId: props.kmsKeyArn,
      }),
    );
  }

  private createProject(props: BuildProjectProps, logGroup: CloudwatchLogGroup): CodebuildProject {
    const { sourceType = "CODEPIPELINE", vpc } = props;
    const environment = completeEnvironment(props);
    return new CodebuildProject(
      this,
      "project",
      defined({
        name: props.projectName,
        description: props.description,
        serviceRole: this.role.arn,
        encryptionKey: props.kmsKeyArn,
        buildTimeout: environment.buildTimeout,
        queuedTimeout: environment.queuedTimeout,
        source: { type: sourceType, buildspec: multiLine(this, props.buildspec) },
        artifacts: { type: sourceType === "NO_SOURCE" ? "NO_ARTIFACTS" : sourceType },
        environment: {
          type: environment.environmentType,
          computeType: environment.computeType,
          image: environment.image,
          privilegedMode: props.privilegedMode ?? false,
          environmentVariable: variableBlocks(props.environmentVariables ?? {}),
        },
        vpcConfig: vpc && {
          vpcId: vpc.vpcId,
          subnets: [...vpc.subnets],
          securityGroupIds: [...vpc.securityGroupIds],
        },
        logsConfig: { cloudwatchLogs: { groupName: logGroup.name, status: "ENABLED" } },
        // A new pipeline runs at once, and its first build needs the role's permissions.
        dependsOn: [...this.role.permissions],
      }),
    );
  }

  private allowBuild({ projectName, environmentVariables = {}, vpc }: BuildProjectProps): void {
    this.role.allow(
      {
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [arnOf(this, "logs", `log-group:/aws/codebuild/${projectName}:*`)],
      },
      ...readVariables(this, environmentVariables),
      ...(vpc ? useVpc(this, vpc) : []),
    );
  }

  private findings(props: BuildProjectProps) {
    const { buildspec, sourceType } = props;
    const what = "the text of a build specification, or its path in the source";
    return [
      ...environmentFindings(props.projectName, props),
      ...emptyText("buildspec", buildspec, what),
      ...(sourceType === "NO_SOURCE" && isPathInSource(buildspec)
        ? buildspecNotInSource("buildspec", buildspec)
        : []),
      ...variableFindings(props.environmentVariables ?? {}),
      ...(props.vpc ? vpcFindings(props.vpc) : []),
      ...invalidArn("kmsKeyArn", props.kmsKeyArn, arnRules.kmsKey),
    ];
  }
}
