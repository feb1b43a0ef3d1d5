import { nameRules } from "../../aws/name-rules";
import { ServiceTaskRoles } from "../../ecs/service-task-roles";
import type { Finding } from "../../findings/finding";
import { invalidName, outOfRange } from "../../findings/value-errors";
import { invalidRole, passRole } from "../../iam/pass-role";
import type { Statement } from "../../iam/statement";
import { fittingLogicalId, logicalIdWord } from "../../logical-ids/fitting-logical-id";
import { declaredLogicalId } from "../../logical-ids/logical-id";
import { defined } from "../../terraform/defined";
import { Action, type ActionHost, type ActionProps } from "../action";
import type { Artifact } from "../artifact";

/** Asks for the roles that the service's task definition names when Terraform plans. */
export const rolesOfTheService = "of the service";

/** An ECS service that exists, as a pipeline needs to know it. */
export interface EcsService {
  /** The cluster that the service runs in. */
  readonly clusterName: string;
  /** The service, which deploys with ECS's own controller (rolling update). */
  readonly serviceName: string;
  /**
   * Names or ARNs of the task role and the execution role of the service's task definition; an empty list where it has
   * neither. `"of the service"`: both are read from the service, which exists before the first plan.
   * @default "of the service"
   */
  readonly taskRoles?: readonly string[] | typeof rolesOfTheService;
}

export interface EcsDeployProps extends ActionProps, EcsService {
  /** The artifact that holds the image definitions file. */
  readonly input: Artifact;
  /** @default "imagedefinitions.json" */
  readonly fileName?: string;
  /**
   * The container that the image definitions file names: checked here, as AWS sees it in that file only.
   * @default unchecked
   */
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

  constructor(private readonly props: EcsDeployProps) {
    super(props, [props.input], []);
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
      ...this.passTaskRoles(host),
    );
    return defined({
      ClusterName: clusterName,
      ServiceName: serviceName,
      FileName: fileName ?? "imagedefinitions.json",
      DeploymentTimeout: deploymentTimeout === undefined ? undefined : String(deploymentTimeout),
    }) as Readonly<Record<string, string>>;
  }

  findings(): readonly Finding[] {
    const { clusterName, serviceName, containerName, taskRoles, deploymentTimeout } = this.props;
    return [
      ...invalidName("containerName", containerName, nameRules.container),
      ...invalidName("clusterName", clusterName, nameRules.ecsCluster),
      ...invalidName("serviceName", serviceName, nameRules.ecsService),
      ...(givenRoles(taskRoles) ?? []).flatMap((role, index) => invalidRole(`taskRoles[${index}]`, role)),
      ...outOfRange("deploymentTimeout", deploymentTimeout, {
        min: 1,
        max: 60,
        unit: "minutes",
        source: "CodePipeline: Amazon ECS deploy action reference",
      }),
    ];
  }

  private passTaskRoles(host: ActionHost): readonly Statement[] {
    const roles = this.taskRoleArns(host);
    return roles.length > 0 ? [passRole(roles, ["ecs.amazonaws.com", "ecs-tasks.amazonaws.com"])] : [];
  }

  private taskRoleArns(host: ActionHost): readonly string[] {
    const { clusterName, serviceName, taskRoles = rolesOfTheService } = this.props;
    if (taskRoles !== rolesOfTheService) return taskRoles.map((role) => host.roleArnOf(role));
    // Nothing is read for a role that takes no permissions.
    if (!host.takesPermissions) return [];
    const logicalId = logicalIdOfService(host);
    return new ServiceTaskRoles(host.lookupScope, "task_roles", { clusterName, serviceName, logicalId }).arns;
  }
}

/** The roles that settings name; undefined where they are read from the service. */
export const givenRoles = (roles: EcsService["taskRoles"]): readonly string[] | undefined =>
  typeof roles === "object" ? roles : undefined;

/**
 * The pipeline's, as in `main`; with what tells several deploys apart, as in `main_staging`. Scopes and not names are read: a
 * repeated name is a finding of its own, and must not make an address twice.
 */
function logicalIdOfService({ scope }: ActionHost): string {
  const words = [scope.node.scope?.node.id ?? "", scope.node.id].map(logicalIdWord);
  const own = [...new Set(words)].filter((word) => word !== "deploy");
  return fittingLogicalId([declaredLogicalId(scope), ...own].join("_"));
}
