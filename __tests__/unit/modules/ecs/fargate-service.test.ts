import { describe, expect, it } from "vitest";
import type { FargateServiceProps } from "../../../../modules/ecs/fargate-service";
import { resolved } from "../../../../modules/terraform/resolved";
import { BareStack } from "../../../support/bare-stack";
import {
  blueGreenService,
  blueGreenTraffic,
  fargateService,
  network,
} from "../../../support/fargate-service";
import { findingsOf, warningsOf } from "../../../support/findings";
import { railsAndNginx } from "../../../support/rails-and-nginx";
import { ref } from "../../../support/ref";
import { Template } from "../../../support/template";

type Changes = Partial<FargateServiceProps>;

function withService(changes: Changes = {}) {
  const stack = new BareStack();
  return { stack, service: fargateService(stack, changes) };
}

const serviceOf = (changes?: Changes) =>
  new Template(withService(changes).stack).at("aws_ecs_service.service");

function blueGreen(changes: Changes = {}) {
  const stack = new BareStack();
  return { stack, service: blueGreenService(stack, changes) };
}

const { testPort: _, ...productionOnly } = blueGreenTraffic;
const rollingTraffic = { ...productionOnly, targetGroups: ["shop"] };

describe("a service on Fargate", () => {
  it("runs one task of a rolling update in a cluster of its own, and nothing reaches it", () => {
    const { stack } = withService();
    const template = new Template(stack);
    expect(template.at("aws_ecs_cluster.service")).toEqual({
      name: "team",
      setting: [{ name: "containerInsights", value: "disabled" }],
    });
    expect(template.at("aws_ecs_service.service")).toEqual({
      name: "shop",
      cluster: ref("aws_ecs_cluster.service.name"),
      task_definition: ref("aws_ecs_task_definition.service.arn"),
      desired_count: 1,
      launch_type: "FARGATE",
      enable_execute_command: false,
      deployment_controller: { type: "ECS" },
      deployment_circuit_breaker: { enable: true, rollback: true },
      network_configuration: {
        subnets: network.subnets,
        security_groups: [ref("aws_security_group.service.id")],
        assign_public_ip: false,
      },
      depends_on: ["aws_iam_role_policy.service_execution"],
      lifecycle: { ignore_changes: ["task_definition"] },
    });
    expect(template.find("aws_vpc_security_group_ingress_rule")).toEqual([]);
    expect(findingsOf(stack)).toEqual([]);
    expect(warningsOf(stack)).toEqual([]);
  });

  it("joins a cluster that exists", () => {
    const { stack } = withService({ existingCluster: true });
    expect(new Template(stack).find("aws_ecs_cluster")).toEqual([]);
    expect(new Template(stack).at("aws_ecs_service.service")).toHaveProperty("cluster", "team");
  });

  it("stands behind a load balancer that exists before it, and lets only that in", () => {
    const { stack, service } = withService({ traffic: rollingTraffic });
    const template = new Template(stack);
    expect(template.at("aws_ecs_service.service")).toMatchObject({
      load_balancer: [
        {
          target_group_arn: ref("aws_lb_target_group.service_load_balancer.arn"),
          container_name: "nginx",
          container_port: 80,
        },
      ],
      health_check_grace_period_seconds: 0,
      depends_on: [
        "aws_lb_listener.service_load_balancer_production",
        "aws_iam_role_policy.service_execution",
      ],
    });
    expect(template.at("aws_vpc_security_group_ingress_rule.service_load_balancer")).toEqual({
      security_group_id: ref("aws_security_group.service.id"),
      referenced_security_group_id: ref("aws_security_group.service_load_balancer.id"),
      ip_protocol: "tcp",
      from_port: 80,
      to_port: 80,
    });
    expect(template.at("aws_vpc_security_group_egress_rule.service_load_balancer_targets")).toEqual({
      security_group_id: ref("aws_security_group.service_load_balancer.id"),
      referenced_security_group_id: ref("aws_security_group.service.id"),
      ip_protocol: "tcp",
      from_port: 80,
      to_port: 80,
    });
    expect(service.loadBalancer?.loadBalancerName).toBe("shop");
    expect(findingsOf(stack)).toEqual([]);
  });

  it("stands behind a load balancer of others, which it only looks up", () => {
    const { stack } = withService({ traffic: rollingTraffic, existingLoadBalancer: true });
    const template = new Template(stack);
    expect(template.find("aws_lb")).toEqual([]);
    expect(template.at("aws_ecs_service.service")).toHaveProperty("load_balancer", [
      {
        target_group_arn: ref("data.aws_lb_target_group.service_load_balancer.arn"),
        container_name: "nginx",
        container_port: 80,
      },
    ]);
    expect(template.at("aws_vpc_security_group_ingress_rule.service_load_balancer")).toHaveProperty(
      "referenced_security_group_id",
      ref("element(sort(tolist(data.aws_lb.service_load_balancer.security_groups)), 0)"),
    );
    expect(findingsOf(stack)).toEqual([]);
  });

  it("leaves to CodeDeploy what its deployments change", () => {
    const { stack } = blueGreen();
    const service = new Template(stack).at("aws_ecs_service.service");
    expect(service).toMatchObject({
      deployment_controller: { type: "CODE_DEPLOY" },
      lifecycle: {
        ignore_changes: [
          "task_definition",
          "load_balancer",
          "platform_version",
          "capacity_provider_strategy",
          "launch_type",
        ],
      },
    });
    expect(service).not.toHaveProperty("deployment_circuit_breaker");
    expect(new Template(stack).at("aws_lb_listener.service_load_balancer_production")).toHaveProperty(
      "lifecycle",
      { ignore_changes: ["default_action"] },
    );
    expect(findingsOf(stack)).toEqual([]);
  });

  it("scales by CPU and memory, from the least that may run", () => {
    const scaling = { minCapacity: 2, maxCapacity: 6, targetCpuUtilization: 50, targetMemoryUtilization: 70 };
    const { stack } = withService({ autoscaling: scaling });
    const template = new Template(stack);
    expect(template.at("aws_ecs_service.service")).toMatchObject({
      desired_count: 2,
      lifecycle: { ignore_changes: ["task_definition", "desired_count"] },
    });
    expect(template.at("aws_appautoscaling_target.service")).toEqual({
      service_namespace: "ecs",
      scalable_dimension: "ecs:service:DesiredCount",
      resource_id: "service/team/shop",
      min_capacity: 2,
      max_capacity: 6,
      depends_on: ["aws_ecs_service.service"],
    });
    expect(template.at("aws_appautoscaling_policy.service_cpu")).toHaveProperty(
      "target_tracking_scaling_policy_configuration",
      {
        target_value: 50,
        scale_in_cooldown: 300,
        scale_out_cooldown: 60,
        predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageCPUUtilization" },
      },
    );
    expect(template.at("aws_appautoscaling_policy.service_memory")).toMatchObject({ name: "shop-memory" });
    expect(findingsOf(stack)).toEqual([]);
  });

  it("runs on spare capacity, which its cluster then provides first", () => {
    const { stack } = withService({
      capacityProviderStrategy: [
        { capacityProvider: "FARGATE", base: 1, weight: 0 },
        { capacityProvider: "FARGATE_SPOT" },
      ],
    });
    const template = new Template(stack);
    const service = template.at("aws_ecs_service.service");
    expect(service).toHaveProperty("capacity_provider_strategy", [
      { capacity_provider: "FARGATE", base: 1, weight: 0 },
      { capacity_provider: "FARGATE_SPOT", weight: 1 },
    ]);
    expect(service).not.toHaveProperty("launch_type");
    expect(service.depends_on).toContain("aws_ecs_cluster_capacity_providers.service");
    expect(template.at("aws_ecs_cluster_capacity_providers.service")).toHaveProperty("capacity_providers", [
      "FARGATE",
      "FARGATE_SPOT",
    ]);
  });

  it("takes what else it is told", () => {
    expect(
      serviceOf({
        desiredCount: 3,
        platformVersion: "1.4.0",
        assignPublicIp: true,
        securityGroupIds: ["sg-0123456789abcdef0"],
        deploymentCircuitBreaker: false,
      }),
    ).toMatchObject({
      desired_count: 3,
      platform_version: "1.4.0",
      deployment_circuit_breaker: { enable: false, rollback: false },
      network_configuration: {
        assign_public_ip: true,
        security_groups: [ref("aws_security_group.service.id"), "sg-0123456789abcdef0"],
      },
    });
  });

  it("makes the log groups that its task definition names, once each", () => {
    const { stack } = withService({ logRetentionDays: 90 });
    expect(new Template(stack).find("aws_cloudwatch_log_group")).toEqual([
      { name: "/ecs/shop-staging", retention_in_days: 90 },
    ]);
    expect(new Template(stack).at("aws_ecs_task_definition.service").depends_on).toEqual([
      "aws_cloudwatch_log_group.service_ecs_shop_staging",
    ]);
  });

  it("makes no log groups where they exist", () => {
    const { stack } = withService({ existingLogGroups: true });
    expect(new Template(stack).find("aws_cloudwatch_log_group")).toEqual([]);
  });

  it("tells its roles by ARNs made of their names", () => {
    const { stack, service } = withService({ enableExecuteCommand: true });
    const role = (name: string) =>
      `arn:${ref("data.aws_partition.current.partition")}:iam::${ref("data.aws_caller_identity.current.account_id")}:role/${name}`;
    expect(resolved(stack, service.taskRoles)).toEqual([role("shop-execution"), role("shop-task")]);
    expect(resolved(stack, service.executionRoleArn)).toBe(role("shop-execution"));
    expect(resolved(stack, service.taskRoleArn)).toBe(role("shop-task"));
  });

  it.each<[string, Changes, RegExp]>([
    [
      "another container than its own",
      { traffic: { ...rollingTraffic, containerName: "web" } },
      /^containerName/,
    ],
    [
      "a port that nobody opens",
      { traffic: { ...rollingTraffic, containerPort: 8080 } },
      /^containerPort is no/,
    ],
    ["an image of no container", { images: { web: "web:1" } }, /^images is no container/],
    [
      "a host's network",
      { taskDefinition: { ...railsAndNginx, networkMode: "host" } },
      /^taskDefinition.networkMode/,
    ],
    [
      "a task without a size",
      { taskDefinition: { ...railsAndNginx, cpu: undefined } },
      /^taskDefinition.cpu/,
    ],
    [
      "a task definition of instances",
      { taskDefinition: { ...railsAndNginx, requiresCompatibilities: ["EC2"] } },
      /^taskDefinition.requiresCompatibilities/,
    ],
    [
      "two target groups in a rolling update",
      { traffic: { ...rollingTraffic, targetGroups: ["a", "b"] } },
      /^targetGroups are not what/,
    ],
    [
      "a test listener in one",
      { traffic: { ...rollingTraffic, testPort: 8080 } },
      /^testPort is of blue\/green/,
    ],
    ["blue/green without a load balancer", { deploymentController: "CODE_DEPLOY" }, /^traffic is missing/],
    [
      "a circuit breaker beside CodeDeploy",
      { deploymentController: "CODE_DEPLOY", traffic: blueGreenTraffic, deploymentCircuitBreaker: true },
      /^deploymentCircuitBreaker is of ECS/,
    ],
    [
      "17 subnets",
      { subnets: Array.from({ length: 17 }, (_, i) => `subnet-0123456789abcde${i + 10}`) },
      /^subnets has too many/,
    ],
    ["no subnet", { subnets: [] }, /^subnets is empty/],
    ["a VPC's name", { vpcId: "main" }, /^vpcId is not a valid VPC ID/],
    ["a platform of another kind", { platformVersion: "latest" }, /^platformVersion is not a valid/],
    [
      "fewer tasks at most than at least",
      { autoscaling: { minCapacity: 3, maxCapacity: 2, targetCpuUtilization: 50 } },
      /^autoscaling.maxCapacity is less/,
    ],
    [
      "scaling by nothing",
      { autoscaling: { minCapacity: 1, maxCapacity: 2 } },
      /^autoscaling watches nothing/,
    ],
    [
      "two bases",
      {
        capacityProviderStrategy: [
          { capacityProvider: "FARGATE", base: 1 },
          { capacityProvider: "FARGATE_SPOT", base: 1 },
        ],
      },
      /^capacityProviderStrategy says a base more than once/,
    ],
    [
      "options of a cluster that exists",
      { existingCluster: true, containerInsights: "enabled" },
      /^containerInsights is an option/,
    ],
    [
      "options of a load balancer that exists",
      { existingLoadBalancer: true, loadBalancer: {} },
      /^loadBalancer is an option/,
    ],
    [
      "the age of logs of others",
      { existingLogGroups: true, logRetentionDays: 30 },
      /^logRetentionDays is an option/,
    ],
    [
      "a number of tasks beside autoscaling",
      { desiredCount: 2, autoscaling: { minCapacity: 1, maxCapacity: 2, targetCpuUtilization: 50 } },
      /^desiredCount has no effect/,
    ],
    [
      "a key for a role of others",
      {
        existingExecutionRole: "team-execution",
        secretsKmsKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/1234",
      },
      /^secretsKmsKeyArn has no effect/,
    ],
    ["a name too long for a security group", { serviceName: "s".repeat(250) }, /^groupName is not a valid/],
    ["31 days of logs", { logRetentionDays: 31 }, /^logRetentionDays is not accepted/],
    ["a key that is none", { secretsKmsKeyArn: "alias/secrets" }, /^secretsKmsKeyArn is not an ARN/],
  ])("refuses %s", (_, changes, says) => {
    const found = findingsOf(withService(changes).stack).filter((finding) => says.test(finding.says));
    expect(found).toHaveLength(1);
  });
});
