import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import { Construct } from "constructs";
import { check } from "../findings/check";
import { emptyText } from "../findings/errors";
import { warn } from "../findings/warnings";
import { type RoleOptions, ServiceRole } from "../iam/service-role";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import {
  type BuildEnvironment,
  completeEnvironment,
  environmentFindings,
  isOldImage,
  variableNameFindings,
} from "./build-environment";

export interface BuildProjectProps extends BuildEnvironment, LogicalIdProps {
  /** 2 to 150 characters (CodeBuild API: CreateProject). */
  readonly projectName: string;
  /** The text of a build specification, or the path of one in the source. */
  readonly buildspec: string;
  /** Runs the Docker daemon, which `docker build` needs. @default false */
  readonly privilegedMode?: boolean;
  /** Plain-text variables of every build. @default none */
  readonly environmentVariables?: Readonly<Record<string, string>>;
  /** @default role `<projectName>-codebuild` with an inline policy */
  readonly role?: RoleOptions;
  /** Logical ID of the role's elements. @default "codebuild" */
  readonly roleLogicalId?: string;
}

/** A CodeBuild project that a pipeline starts, with its role and its log group. */
export class BuildProject extends Construct {
  readonly role: ServiceRole;
  private readonly project: CodebuildProject;

  constructor(scope: Construct, id: string, props: BuildProjectProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.role = this.createRole(props);
    const logGroup = this.createLogGroup(props);
    this.project = this.createProject(props, logGroup);
    this.allowLogs(logGroup);
    if (props.image && isOldImage(props.image)) warn(this, "oldBuildImage");
    check(this, () => [
      ...environmentFindings(props.projectName, props),
      ...emptyText(
        "buildspec",
        props.buildspec,
        "the text of a build specification, or its path in the source",
      ),
      ...variableNameFindings(props.environmentVariables ?? {}),
    ]);
  }

  /** The project's name, as a reference. */
  get projectName(): string {
    return this.project.name;
  }

  get projectArn(): string {
    return this.project.arn;
  }

  private createRole({ projectName, role, roleLogicalId }: BuildProjectProps): ServiceRole {
    return new ServiceRole(this, "role", {
      logicalId: roleLogicalId ?? "codebuild",
      service: "codebuild.amazonaws.com",
      ...role,
      roleName: role?.roleName ?? `${projectName}-codebuild`,
    });
  }

  private createLogGroup(props: BuildProjectProps): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, "log_group", {
      name: `/aws/codebuild/${props.projectName}`,
      retentionInDays: completeEnvironment(props).logRetentionDays,
    });
  }

  private createProject(props: BuildProjectProps, logGroup: CloudwatchLogGroup): CodebuildProject {
    const environment = completeEnvironment(props);
    return new CodebuildProject(this, "project", {
      name: props.projectName,
      serviceRole: this.role.arn,
      buildTimeout: environment.buildTimeout,
      queuedTimeout: environment.queuedTimeout,
      source: { type: "CODEPIPELINE", buildspec: props.buildspec },
      artifacts: { type: "CODEPIPELINE" },
      environment: {
        type: environment.environmentType,
        computeType: environment.computeType,
        image: environment.image,
        privilegedMode: props.privilegedMode ?? false,
        environmentVariable: Object.entries(props.environmentVariables ?? {}).map(([name, value]) => ({
          name,
          value,
        })),
      },
      logsConfig: { cloudwatchLogs: { groupName: logGroup.name, status: "ENABLED" } },
      // A new pipeline runs at once, and its first build needs the role's permissions.
      dependsOn: [this.role.permissions],
    });
  }

  private allowLogs(logGroup: CloudwatchLogGroup): void {
    this.role.allow({
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${logGroup.arn}:*`],
    });
  }
}
