import { nameRules } from "../../aws/name-rules";
import { emptyList, invalidName, outOfRange } from "../../findings/errors";
import type { Finding } from "../../findings/finding";
import { invalidRole, passRole } from "../../iam/pass-role";
import { defined } from "../../terraform/defined";
import { Action, type ActionHost, type ActionProps } from "../action";
import type { Artifact } from "../artifact";

/** An ECS service that exists, as a pipeline needs to know it. */
export interface EcsService {
  readonly clusterName: string;
  readonly serviceName: string;
  /**
   * Names or ARNs of the task role and the execution role of the service's task definition.
   * @default ["ecsTaskExecutionRole"], the one that the ECS console makes
   */
  readonly taskRoles?: readonly string[];
}

export interface EcsDeployProps extends ActionProps, EcsService {
  /** The artifact that holds the image definitions file. */
  readonly input: Artifact;
  /** @default "imagedefinitions.json" */
  readonly fileName?: string;
  /** The container that the image definitions file names: checked here, as AWS sees it in that file only. @default unchecked */
  readonly containerName?: string;
  /** Minutes until the deployment counts as failed, 1 to 60. @default 60, AWS's own */
  readonly deploymentTimeout?: number;
}

/** Deploys images to an ECS service, container by container (CodePipeline: Amazon ECS deploy action reference). */
export class EcsDeploy extends Action {
  readonly type = {
    category: "Deploy",
    owner: "AWS",
    provider: "ECS",
    bounds: { minInputs: 1, maxInputs: 1, minOutputs: 0, maxOutputs: 0 },
  } as const;
  private readonly taskRoles: readonly string[];

  constructor(private readonly props: EcsDeployProps) {
    super(props, [props.input], []);
    this.taskRoles = props.taskRoles ?? ["ecsTaskExecutionRole"];
  }

  get target(): string {
    return `${this.props.clusterName}/${this.props.serviceName} on ECS`;
  }

  bind(host: ActionHost) {
    const { clusterName, serviceName, fileName, deploymentTimeout } = this.props;
    host.allow(
      {
        actions: ["ecs:DescribeServices", "ecs:UpdateService"],
        resources: [host.arnOf("ecs", `service/${clusterName}/${serviceName}`)],
      },
      // AWS documents these two with "*" only (CodePipeline: Service role permissions: Amazon ECS standard action).
      { actions: ["ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition"], resources: ["*"] },
      {
        actions: ["ecs:TagResource"],
        resources: [host.arnOf("ecs", "task-definition/*")],
        conditions: [
          { test: "StringEquals", variable: "ecs:CreateAction", values: ["RegisterTaskDefinition"] },
        ],
      },
      passRole(
        this.taskRoles.map((role) => host.roleArnOf(role)),
        ["ecs.amazonaws.com", "ecs-tasks.amazonaws.com"],
      ),
    );
    return defined({
      ClusterName: clusterName,
      ServiceName: serviceName,
      FileName: fileName ?? "imagedefinitions.json",
      DeploymentTimeout: deploymentTimeout === undefined ? undefined : String(deploymentTimeout),
    }) as Readonly<Record<string, string>>;
  }

  findings(): readonly Finding[] {
    const { clusterName, serviceName, containerName, deploymentTimeout } = this.props;
    return [
      ...invalidName("containerName", containerName, nameRules.container),
      ...invalidName("clusterName", clusterName, nameRules.ecsCluster),
      ...invalidName("serviceName", serviceName, nameRules.ecsService),
      ...emptyList("taskRoles", this.taskRoles, "at least the execution role of the task definition"),
      ...this.taskRoles.flatMap((role, index) => invalidRole(`taskRoles[${index}]`, role)),
      ...outOfRange("deploymentTimeout", deploymentTimeout, {
        min: 1,
        max: 60,
        unit: "minutes",
        source: "CodePipeline: Amazon ECS deploy action reference",
      }),
    ];
  }
}
