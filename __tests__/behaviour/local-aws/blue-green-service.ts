import { LocalDeployment } from "../../../local/aws/local-deployments";
import { group } from "./blue-green";
import { createLoadBalancer, type TestLoadBalancer } from "./load-balancer";
import type { TestAccount } from "./on-local-aws";

/** What CodeDeploy does, and nothing else of AWSCodeDeployRoleForECS. */
export const CODEDEPLOY_ACTIONS = [
  "ecs:DescribeServices",
  "ecs:CreateTaskSet",
  "ecs:UpdateServicePrimaryTaskSet",
  "ecs:DeleteTaskSet",
  "elasticloadbalancing:DescribeTargetGroups",
  "elasticloadbalancing:DescribeListeners",
  "elasticloadbalancing:ModifyListener",
  "elasticloadbalancing:DescribeRules",
  "elasticloadbalancing:ModifyRule",
  "lambda:InvokeFunction",
  "cloudwatch:DescribeAlarms",
  "s3:GetObject",
  "iam:PassRole",
];

/** A service of CodeDeploy behind a load balancer, and its deployment group. */
export interface BlueGreenService {
  readonly loadBalancer: TestLoadBalancer;
  /** The task definition that is deployed next. */
  readonly next: string;
}

const inTask = { family: "service", networkMode: "awsvpc", requiresCompatibilities: ["FARGATE"] };

/** Registers a task definition with one container of this image, or several. */
export async function registerTask(
  account: TestAccount,
  images: string | Readonly<Record<string, string>>,
): Promise<string> {
  const all = typeof images === "string" ? { service: images } : images;
  const answer = await account.call("ecs", "RegisterTaskDefinition", {
    ...inTask,
    cpu: "256",
    memory: "512",
    executionRoleArn: `arn:aws:iam::${account.accountId}:role/execution`,
    containerDefinitions: Object.entries(all).map(([name, image]) => ({
      name,
      image,
      memory: 128,
      portMappings: name === "service" ? [{ containerPort: 80 }] : [],
    })),
  });
  return (answer as { taskDefinition: { taskDefinitionArn: string } }).taskDefinition.taskDefinitionArn;
}

/** Makes it, with changes of the group and of what CodeDeploy's role may do. */
export async function createBlueGreenService(
  account: TestAccount,
  changes: object = {},
  actions: readonly string[] = CODEDEPLOY_ACTIONS,
  type: "application" | "network" = "application",
): Promise<BlueGreenService> {
  const loadBalancer = await createLoadBalancer(account, type);
  await account.createRole("execution", "ecs-tasks.amazonaws.com", [
    "ecr:GetAuthorizationToken",
    "ecr:BatchGetImage",
    "ecr:GetDownloadUrlForLayer",
  ]);
  await account.call("ecs", "CreateCluster", { clusterName: "cluster" });
  const first = await registerTask(account, "blue:1");
  await account.call("ecs", "CreateService", {
    cluster: "cluster",
    serviceName: "service",
    taskDefinition: first,
    desiredCount: 2,
    launchType: "FARGATE",
    deploymentController: { type: "CODE_DEPLOY" },
    loadBalancers: [
      { targetGroupArn: loadBalancer.targetGroups.blue, containerName: "service", containerPort: 80 },
    ],
    networkConfiguration: { awsvpcConfiguration: { subnets: loadBalancer.subnets, securityGroups: [] } },
  });
  const next = await registerTask(account, "green:1");
  const { applicationName } = group;
  await account.call("codedeploy", "CreateApplication", { applicationName, computePlatform: "ECS" });
  const serviceRoleArn = await account.createRole("codedeploy", "codedeploy.amazonaws.com", actions);
  await account.call("codedeploy", "CreateDeploymentGroup", {
    ...group,
    loadBalancerInfo: {
      targetGroupPairInfoList: [
        {
          targetGroups: [{ name: "blue" }, { name: "green" }],
          prodTrafficRoute: { listenerArns: [loadBalancer.production] },
          testTrafficRoute: { listenerArns: [loadBalancer.test] },
        },
      ],
    },
    serviceRoleArn,
    ...changes,
  });
  return { loadBalancer, next };
}

/** An AppSpec file for a task definition. */
export function appSpec(
  TaskDefinition: string,
  hooks: Readonly<Record<string, string>> = {},
  properties: object = {},
): string {
  const Properties = {
    TaskDefinition,
    LoadBalancerInfo: { ContainerName: "service", ContainerPort: 80 },
    ...properties,
  };
  const Resources = [{ TargetService: { Type: "AWS::ECS::Service", Properties } }];
  const Hooks = Object.entries(hooks).map(([event, name]) => ({ [event]: name }));
  return JSON.stringify({ version: 0.0, Resources, ...(Hooks.length === 0 ? {} : { Hooks }) });
}

/** Starts a deployment of an AppSpec file. */
export async function deploy(
  account: TestAccount,
  content: string,
  changes: object = {},
): Promise<LocalDeployment> {
  const answer = await account.call("codedeploy", "CreateDeployment", {
    applicationName: group.applicationName,
    deploymentGroupName: group.deploymentGroupName,
    revision: { revisionType: "AppSpecContent", appSpecContent: { content } },
    ...changes,
  });
  return new LocalDeployment(account, (answer as { deploymentId: string }).deploymentId);
}

/** A service of CodeDeploy as DescribeServices shows it. */
export async function describeService(account: TestAccount): Promise<ShownService> {
  const answer = await account.call("ecs", "DescribeServices", {
    cluster: "cluster",
    services: ["service"],
  });
  const [service] = (answer as { services: ShownService[] }).services;
  if (service === undefined) throw new Error("There is no service.");
  return service;
}

export interface ShownService {
  readonly taskDefinition: string;
  readonly loadBalancers: readonly { readonly targetGroupArn: string }[];
  readonly runningCount: number;
  readonly taskSets: readonly {
    readonly id: string;
    readonly taskSetArn: string;
    readonly status: string;
    readonly externalId?: string;
    readonly taskDefinition: string;
  }[];
}
