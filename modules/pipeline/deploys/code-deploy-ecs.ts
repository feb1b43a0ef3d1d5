import { maxPlaceholders } from "../../ecs/task-definition/image-placeholders";
import type { Finding } from "../../findings/finding";
import { tooMany } from "../../findings/value-errors";
import { passRole } from "../../iam/pass-role";
import { Action, type ActionHost, type ActionProps } from "../action";
import type { Artifact } from "../artifact";

/** What stands in a task definition for the image of an artifact, as `<IMAGE1_NAME>` does for `IMAGE1_NAME`. */
export interface ImagePlaceholder {
  /** The artifact of an ECR source, with its `imageDetail.json`. */
  readonly artifact: Artifact;
  /** The placeholder, without its brackets. */
  readonly placeholder: string;
}

/** The names are checked where the deployment is made. */
export interface CodeDeployEcsProps extends ActionProps {
  readonly applicationName: string;
  readonly deploymentGroupName: string;
  readonly deploymentConfigName: string;
  /** The artifact that holds the task definition and the AppSpec file. */
  readonly input: Artifact;
  /** Path of the task definition in that artifact. @default "taskdef.json" */
  readonly taskDefinitionPath?: string;
  /** Path of the AppSpec file in that artifact. @default "appspec.yaml" */
  readonly appSpecPath?: string;
  /** Images that the action writes into the task definition, at most 4. @default none: the file names its images */
  readonly images?: readonly ImagePlaceholder[];
  /** ARNs of the roles that the task definition names. */
  readonly taskRoleArns: readonly string[];
}

const page = "CodePipeline: Amazon ECS and CodeDeploy blue-green deploy action reference";

/**
 * Registers a task definition and lets CodeDeploy shift an ECS service to it (CodePipeline: Amazon ECS and CodeDeploy
 * blue-green deploy action reference).
 */
export class CodeDeployEcs extends Action {
  readonly type = {
    category: "Deploy",
    owner: "AWS",
    provider: "CodeDeployToECS",
    bounds: { minInputs: 1, maxInputs: 5, minOutputs: 0, maxOutputs: 0 },
  } as const;

  constructor(private readonly props: CodeDeployEcsProps) {
    super(props, [...new Set([props.input, ...(props.images ?? []).map(({ artifact }) => artifact)])], []);
  }

  get target(): string {
    return `${this.props.applicationName}/${this.props.deploymentGroupName} on CodeDeploy`;
  }

  bind(host: ActionHost) {
    const { applicationName, deploymentGroupName, input, images = [] } = this.props;
    this.allowDeployment(host);
    this.allowRegistration(host);
    return {
      ApplicationName: applicationName,
      DeploymentGroupName: deploymentGroupName,
      TaskDefinitionTemplateArtifact: input.artifactName,
      TaskDefinitionTemplatePath: this.props.taskDefinitionPath ?? "taskdef.json",
      AppSpecTemplateArtifact: input.artifactName,
      AppSpecTemplatePath: this.props.appSpecPath ?? "appspec.yaml",
      ...Object.fromEntries(
        images.flatMap(({ artifact, placeholder }, index) => [
          [`Image${index + 1}ArtifactName`, artifact.artifactName],
          [`Image${index + 1}ContainerName`, placeholder],
        ]),
      ),
    };
  }

  findings(): readonly Finding[] {
    return tooMany("images", this.props.images ?? [], maxPlaceholders, page);
  }

  // CodePipeline: Service role permissions: CodeDeployToECS action.
  private allowDeployment(host: ActionHost): void {
    const { applicationName, deploymentGroupName, deploymentConfigName } = this.props;
    host.allow(
      {
        actions: ["codedeploy:CreateDeployment", "codedeploy:GetDeployment"],
        resources: [host.arnOf("codedeploy", `deploymentgroup:${applicationName}/${deploymentGroupName}`)],
      },
      {
        actions: [
          "codedeploy:GetApplication",
          "codedeploy:GetApplicationRevision",
          "codedeploy:RegisterApplicationRevision",
        ],
        resources: [host.arnOf("codedeploy", `application:${applicationName}`)],
      },
      {
        actions: ["codedeploy:GetDeploymentConfig"],
        resources: [host.arnOf("codedeploy", `deploymentconfig:${deploymentConfigName}`)],
      },
    );
  }

  private allowRegistration(host: ActionHost): void {
    host.allow(
      // AWS documents it with "*" only.
      { actions: ["ecs:RegisterTaskDefinition"], resources: ["*"] },
      {
        actions: ["ecs:TagResource"],
        resources: [host.arnOf("ecs", "task-definition/*")],
        conditions: [
          { test: "StringEquals", variable: "ecs:CreateAction", values: ["RegisterTaskDefinition"] },
        ],
      },
      ...(this.props.taskRoleArns.length > 0
        ? [passRole(this.props.taskRoleArns, ["ecs.amazonaws.com", "ecs-tasks.amazonaws.com"])]
        : []),
    );
  }
}
