import { CodedeployApp } from "@cdktf/provider-aws/lib/codedeploy-app";
import { CodedeployDeploymentGroup } from "@cdktf/provider-aws/lib/codedeploy-deployment-group";
import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { App } from "cdktf";
import { ProjectStack, type SummaryLine } from "../../stacks/project-stack";
import { shippedProject } from "./shipped";

/** What a blue/green deployment changes, as plain resources of the provider, without anything of this project. */
export class BlueGreenResources extends ProjectStack {
  constructor(scope: App) {
    super(scope, { project: shippedProject, settings: { stack: "blue-green" } });
    const region = "ap-northeast-1";
    const vpc = new Vpc(this, "vpc", { cidrBlock: "10.1.0.0/16" });
    const subnets = ["a", "c"].map(
      (zone, index) =>
        new Subnet(this, `subnet-${zone}`, {
          vpcId: vpc.id,
          cidrBlock: `10.1.${index}.0/24`,
          availabilityZone: `${region}${zone}`,
        }).id,
    );
    const lb = new Lb(this, "lb", { name: "shop", internal: true, subnets });
    const [blue, green] = ["blue", "green"].map(
      (name) =>
        new LbTargetGroup(this, name, { name, port: 80, protocol: "HTTP", targetType: "ip", vpcId: vpc.id }),
    ) as [LbTargetGroup, LbTargetGroup];
    const listener = (id: string, port: number) =>
      new LbListener(this, id, {
        loadBalancerArn: lb.arn,
        port,
        protocol: "HTTP",
        defaultAction: [{ type: "forward", targetGroupArn: blue.arn }],
        lifecycle: { ignoreChanges: ["default_action"] },
      });
    const production = listener("production", 80);
    const test = listener("test", 8080);
    const cluster = new EcsCluster(this, "cluster", { name: "cluster" });
    const definition = new EcsTaskDefinition(this, "definition", {
      family: "service",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      containerDefinitions: JSON.stringify([
        { name: "service", image: "blue:1", essential: true, portMappings: [{ containerPort: 80 }] },
      ]),
    });
    const service = new EcsService(this, "service", {
      name: "service",
      cluster: cluster.name,
      taskDefinition: definition.arn,
      desiredCount: 2,
      launchType: "FARGATE",
      deploymentController: { type: "CODE_DEPLOY" },
      loadBalancer: [{ targetGroupArn: blue.arn, containerName: "service", containerPort: 80 }],
      networkConfiguration: { subnets },
      lifecycle: { ignoreChanges: ["task_definition", "load_balancer"] },
      dependsOn: [production],
    });
    const role = new IamRole(this, "role", {
      name: "codedeploy",
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { Service: "codedeploy.amazonaws.com" }, Action: "sts:AssumeRole" },
        ],
      }),
    });
    const policy = new IamRolePolicyAttachment(this, "policy", {
      role: role.name,
      policyArn: "arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS",
    });
    const application = new CodedeployApp(this, "application", {
      name: "application",
      computePlatform: "ECS",
    });
    new CodedeployDeploymentGroup(this, "group", {
      appName: application.name,
      deploymentGroupName: "group",
      deploymentConfigName: "CodeDeployDefault.ECSLinear10PercentEvery1Minutes",
      serviceRoleArn: role.arn,
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
      blueGreenDeploymentConfig: {
        deploymentReadyOption: { actionOnTimeout: "CONTINUE_DEPLOYMENT" },
        terminateBlueInstancesOnDeploymentSuccess: {
          action: "TERMINATE",
          terminationWaitTimeInMinutes: 5,
        },
      },
      loadBalancerInfo: {
        targetGroupPairInfo: {
          targetGroup: [{ name: blue.name }, { name: green.name }],
          prodTrafficRoute: { listenerArns: [production.arn] },
          testTrafficRoute: { listenerArns: [test.arn] },
        },
      },
      ecsService: { clusterName: cluster.name, serviceName: service.name },
      dependsOn: [policy],
    });
  }
  override summary(): readonly SummaryLine[] {
    return [];
  }
}
