import type { Construct } from "constructs";
import { arnOf, roleArnOf } from "../aws/current";
import type { ILoadBalancer } from "../elb/load-balancer-interface";
import { passRole } from "../iam/pass-role";
import type { Statement } from "../iam/statement";
import { type DeploymentHooks, hookFunctionArns } from "./deployment-hooks";

/** What CodeDeploy works on in the deployments of one service. */
export interface DeploymentTarget {
  readonly clusterName: string;
  readonly serviceName: string;
  readonly loadBalancer: ILoadBalancer;
  /** Names or ARNs of the task role and the execution role of the service's task definitions. */
  readonly taskRoles: readonly string[];
  readonly alarms: readonly string[];
  readonly hooks: DeploymentHooks;
}

/**
 * What AWSCodeDeployRoleForECS allows on everything, on this service alone. It reads no S3 and publishes to no topic: a
 * pipeline hands the AppSpec over as text, and the group has no triggers.
 */
export function deploymentPermissions(scope: Construct, target: DeploymentTarget): readonly Statement[] {
  return [
    ...moveTaskSets(scope, target),
    // Elastic Load Balancing describes nothing by ARN.
    {
      actions: [
        "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeTargetGroups",
      ],
      resources: ["*"],
    },
    ...shiftTraffic(scope, target.loadBalancer),
    ...passTaskRoles(scope, target.taskRoles),
    ...readAlarms(scope, target.alarms),
    ...askFunctions(scope, target.hooks),
  ];
}

// A task set that is made is asked for by the ARN that it will have (Service Authorization Reference: Amazon ECS).
function moveTaskSets(
  scope: Construct,
  { clusterName, serviceName }: DeploymentTarget,
): readonly Statement[] {
  return [
    {
      actions: ["ecs:DescribeServices", "ecs:UpdateServicePrimaryTaskSet"],
      resources: [arnOf(scope, "ecs", `service/${clusterName}/${serviceName}`)],
    },
    {
      actions: ["ecs:CreateTaskSet", "ecs:DeleteTaskSet"],
      resources: [arnOf(scope, "ecs", `task-set/${clusterName}/${serviceName}/*`)],
    },
  ];
}

// The ARNs end in IDs that AWS makes up; the name before them is the load balancer's.
function shiftTraffic(scope: Construct, { loadBalancerName, mayHaveRules }: ILoadBalancer): Statement[] {
  const arn = (type: string) => arnOf(scope, "elasticloadbalancing", `${type}/app/${loadBalancerName}/*`);
  const listener = { actions: ["elasticloadbalancing:ModifyListener"], resources: [arn("listener")] };
  const rule = { actions: ["elasticloadbalancing:ModifyRule"], resources: [arn("listener-rule")] };
  return mayHaveRules ? [listener, rule] : [listener];
}

function passTaskRoles(scope: Construct, taskRoles: readonly string[]): Statement[] {
  const arns = taskRoles.map((role) => roleArnOf(scope, role));
  return arns.length > 0 ? [passRole(arns, ["ecs-tasks.amazonaws.com"])] : [];
}

function readAlarms(scope: Construct, alarms: readonly string[]): Statement[] {
  const resources = alarms.map((alarm) => arnOf(scope, "cloudwatch", `alarm:${alarm}`));
  return resources.length > 0 ? [{ actions: ["cloudwatch:DescribeAlarms"], resources }] : [];
}

function askFunctions(scope: Construct, hooks: DeploymentHooks): Statement[] {
  const resources = hookFunctionArns(scope, hooks);
  return resources.length > 0 ? [{ actions: ["lambda:InvokeFunction"], resources }] : [];
}
