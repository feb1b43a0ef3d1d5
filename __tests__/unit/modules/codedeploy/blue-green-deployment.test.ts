import { describe, expect, it } from "vitest";
import {
  BlueGreenDeployment,
  type BlueGreenDeploymentProps,
} from "../../../../modules/codedeploy/blue-green-deployment";
import type { TrafficShift } from "../../../../modules/codedeploy/traffic-shift";
import { ExistingLoadBalancer } from "../../../../modules/elb/existing-load-balancer";
import { resolved } from "../../../../modules/terraform/resolved";
import { BareStack } from "../../../support/bare-stack";
import { blueGreenService } from "../../../support/fargate-service";
import { findingsOf } from "../../../support/findings";
import { arn, ref } from "../../../support/ref";
import { Template } from "../../../support/template";

interface Changes extends Partial<BlueGreenDeploymentProps> {
  readonly testPort?: number;
  readonly targetGroups?: readonly string[];
}

function deployed({ testPort, targetGroups = ["blue", "green"], ...changes }: Changes = {}) {
  const stack = new BareStack();
  const loadBalancer = new ExistingLoadBalancer(stack, "front", {
    loadBalancerName: "shop-front",
    productionPort: 443,
    targetGroups,
    ...(testPort === undefined ? {} : { testPort }),
  });
  const deployment = new BlueGreenDeployment(stack, "deployment", {
    clusterName: "team",
    serviceName: "shop",
    taskRoles: ["shop-task", "shop-execution"],
    loadBalancer,
    ...changes,
  });
  return { stack, deployment };
}

const groupOf = (changes?: Changes) =>
  new Template(deployed(changes).stack).at("aws_codedeploy_deployment_group.deployment");

describe("blue/green deployments", () => {
  it("shift all traffic at once between the target groups of a load balancer that exists", () => {
    const { stack } = deployed();
    expect(new Template(stack).at("aws_codedeploy_app.deployment")).toEqual({
      name: "shop",
      compute_platform: "ECS",
    });
    expect(new Template(stack).at("aws_codedeploy_deployment_group.deployment")).toEqual({
      app_name: ref("aws_codedeploy_app.deployment.name"),
      deployment_group_name: "shop",
      deployment_config_name: "CodeDeployDefault.ECSAllAtOnce",
      service_role_arn: ref("aws_iam_role.codedeploy.arn"),
      deployment_style: { deployment_type: "BLUE_GREEN", deployment_option: "WITH_TRAFFIC_CONTROL" },
      ecs_service: { cluster_name: "team", service_name: "shop" },
      load_balancer_info: {
        target_group_pair_info: {
          prod_traffic_route: { listener_arns: [ref("data.aws_lb_listener.front_production.arn")] },
          target_group: [{ name: "blue" }, { name: "green" }],
        },
      },
      blue_green_deployment_config: {
        deployment_ready_option: { action_on_timeout: "CONTINUE_DEPLOYMENT" },
        terminate_blue_instances_on_deployment_success: {
          action: "TERMINATE",
          termination_wait_time_in_minutes: 5,
        },
      },
      auto_rollback_configuration: {
        enabled: true,
        events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
      depends_on: ["aws_iam_role_policy.codedeploy"],
    });
    expect(findingsOf(stack)).toEqual([]);
  });

  it("are told by the ARNs of application, group and configuration", () => {
    const { stack, deployment } = deployed({ applicationName: "shops", deploymentGroupName: "live" });
    expect(deployment).toMatchObject({
      applicationName: "shops",
      deploymentGroupName: "live",
      deploymentConfigName: "CodeDeployDefault.ECSAllAtOnce",
    });
    const { applicationArn, deploymentGroupArn, deploymentConfigArn } = deployment;
    expect(resolved(stack, [applicationArn, deploymentGroupArn, deploymentConfigArn])).toEqual([
      arn("codedeploy", "application:shops"),
      arn("codedeploy", "deploymentgroup:shops/live"),
      arn("codedeploy", "deploymentconfig:CodeDeployDefault.ECSAllAtOnce"),
    ]);
  });

  it("wait for the service that is made here, and use its listeners", () => {
    const stack = new BareStack();
    const { loadBalancer, taskRoles, service } = blueGreenService(stack);
    if (!loadBalancer) throw new Error("no load balancer");
    const names = { clusterName: "team", serviceName: "shop" };
    const props = { ...names, loadBalancer, taskRoles, dependsOn: [service] };
    new BlueGreenDeployment(stack, "deployment", props);
    expect(new Template(stack).at("aws_codedeploy_deployment_group.deployment")).toMatchObject({
      load_balancer_info: {
        target_group_pair_info: {
          prod_traffic_route: {
            listener_arns: [ref("aws_lb_listener.service_load_balancer_production.arn")],
          },
          test_traffic_route: { listener_arns: [ref("aws_lb_listener.service_load_balancer_test.arn")] },
          target_group: [{ name: "shop-blue" }, { name: "shop-green" }],
        },
      },
      depends_on: ["aws_iam_role_policy.codedeploy", "aws_ecs_service.service"],
    });
    expect(findingsOf(stack)).toEqual([]);
  });

  it.each<[string, TrafficShift]>([
    ["CodeDeployDefault.ECSAllAtOnce", { type: "all-at-once" }],
    [
      "CodeDeployDefault.ECSCanary10Percent5Minutes",
      { type: "canary", percentage: 10, intervalInMinutes: 5 },
    ],
    [
      "CodeDeployDefault.ECSCanary10Percent15Minutes",
      { type: "canary", percentage: 10, intervalInMinutes: 15 },
    ],
    [
      "CodeDeployDefault.ECSLinear10PercentEvery1Minutes",
      { type: "linear", percentage: 10, intervalInMinutes: 1 },
    ],
    [
      "CodeDeployDefault.ECSLinear10PercentEvery3Minutes",
      { type: "linear", percentage: 10, intervalInMinutes: 3 },
    ],
    ["team.OwnConfiguration", { type: "existing", deploymentConfigName: "team.OwnConfiguration" }],
  ])("use %s, which exists", (deploymentConfigName, traffic) => {
    const { stack, deployment } = deployed({ traffic });
    const template = new Template(stack);
    expect(template.at("aws_codedeploy_deployment_group.deployment")).toHaveProperty(
      "deployment_config_name",
      deploymentConfigName,
    );
    expect(deployment.deploymentConfigName).toBe(deploymentConfigName);
    expect(template.find("aws_codedeploy_deployment_config")).toEqual([]);
  });

  it.each<[string, TrafficShift, object]>([
    [
      "shop.Canary20Percent3Minutes",
      { type: "canary", percentage: 20, intervalInMinutes: 3 },
      { type: "TimeBasedCanary", time_based_canary: { percentage: 20, interval: 3 } },
    ],
    [
      "shop.Linear25PercentEvery10Minutes",
      { type: "linear", percentage: 25, intervalInMinutes: 10 },
      { type: "TimeBasedLinear", time_based_linear: { percentage: 25, interval: 10 } },
    ],
  ])("make %s, beside the one that it takes the place of", (name, traffic, routing) => {
    const { stack, deployment } = deployed({ traffic });
    const template = new Template(stack);
    expect(template.at("aws_codedeploy_deployment_config.deployment")).toEqual({
      deployment_config_name: name,
      compute_platform: "ECS",
      traffic_routing_config: routing,
      lifecycle: { create_before_destroy: true },
    });
    expect(template.at("aws_codedeploy_deployment_group.deployment")).toHaveProperty(
      "deployment_config_name",
      ref("aws_codedeploy_deployment_config.deployment.deployment_config_name"),
    );
    expect(deployment.deploymentConfigName).toBe(name);
    expect(findingsOf(stack)).toEqual([]);
  });

  it("wait for somebody to reroute the traffic, and stop when nobody does", () => {
    const changes = { actionOnTimeout: "STOP_DEPLOYMENT", waitTimeInMinutes: 60 } as const;
    expect(groupOf({ ...changes, terminationWaitTimeInMinutes: 0 })).toHaveProperty(
      "blue_green_deployment_config",
      {
        deployment_ready_option: { action_on_timeout: "STOP_DEPLOYMENT", wait_time_in_minutes: 60 },
        terminate_blue_instances_on_deployment_success: {
          action: "TERMINATE",
          termination_wait_time_in_minutes: 0,
        },
      },
    );
  });

  it("stop and roll back on alarms", () => {
    expect(groupOf({ alarms: ["shop-5xx", "shop-slow"] })).toMatchObject({
      alarm_configuration: {
        enabled: true,
        alarms: ["shop-5xx", "shop-slow"],
        ignore_poll_alarm_failure: false,
      },
      auto_rollback_configuration: {
        events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
    });
  });

  it("roll back on nothing where that is asked for, alarms or not", () => {
    expect(groupOf({ alarms: ["shop-5xx"], rollbackOn: [] })).toMatchObject({
      auto_rollback_configuration: { enabled: false },
      alarm_configuration: { enabled: true },
    });
  });

  it("are done by a role that may touch this service and its load balancer alone", () => {
    expect(new Template(deployed().stack).statements("codedeploy")).toEqual([
      {
        effect: "Allow",
        actions: ["ecs:CreateTaskSet", "ecs:DeleteTaskSet"],
        resources: [arn("ecs", "task-set/team/shop/*")],
      },
      {
        effect: "Allow",
        actions: ["ecs:DescribeServices", "ecs:UpdateServicePrimaryTaskSet"],
        resources: [arn("ecs", "service/team/shop")],
      },
      {
        effect: "Allow",
        actions: [
          "elasticloadbalancing:DescribeListeners",
          "elasticloadbalancing:DescribeRules",
          "elasticloadbalancing:DescribeTargetGroups",
        ],
        resources: ["*"],
      },
      {
        effect: "Allow",
        actions: ["elasticloadbalancing:ModifyListener"],
        resources: [arn("elasticloadbalancing", "listener/app/shop-front/*")],
      },
      {
        effect: "Allow",
        actions: ["elasticloadbalancing:ModifyRule"],
        resources: [arn("elasticloadbalancing", "listener-rule/app/shop-front/*")],
      },
      {
        effect: "Allow",
        actions: ["iam:PassRole"],
        resources: ["shop-execution", "shop-task"].map(
          (role) =>
            `arn:${ref("data.aws_partition.current.partition")}:iam::${ref("data.aws_caller_identity.current.account_id")}:role/${role}`,
        ),
        condition: [
          { test: "StringEquals", variable: "iam:PassedToService", values: ["ecs-tasks.amazonaws.com"] },
        ],
      },
    ]);
  });

  it("may read the alarms and ask the functions that are named, and no others", () => {
    const hooks = { BeforeInstall: "check", AfterAllowTraffic: "check", AfterAllowTestTraffic: "smoke" };
    const { stack } = deployed({ testPort: 8443, alarms: ["shop-5xx"], hooks });
    const statements = new Template(stack).statements("codedeploy");
    expect(statements).toContainEqual({
      effect: "Allow",
      actions: ["cloudwatch:DescribeAlarms"],
      resources: [arn("cloudwatch", "alarm:shop-5xx")],
    });
    expect(statements).toContainEqual({
      effect: "Allow",
      actions: ["lambda:InvokeFunction"],
      resources: [arn("lambda", "function:check"), arn("lambda", "function:smoke")],
    });
    expect(findingsOf(stack)).toEqual([]);
  });

  it("pass no role where the task definition has none", () => {
    const statements = new Template(deployed({ taskRoles: [] }).stack).statements("codedeploy");
    expect(statements.filter(({ actions }) => String(actions).includes("iam:PassRole"))).toEqual([]);
  });

  it("are done by a role of one's own name and statements", () => {
    const { stack } = deployed({ role: { roleName: "deployer" }, roleLogicalId: "deployer" });
    expect(new Template(stack).at("aws_iam_role.deployer")).toHaveProperty("name", "deployer");
  });

  it.each<[string, Changes, RegExp]>([
    ["one target group", { targetGroups: ["blue"] }, /^targetGroups are not two/],
    ["three target groups", { targetGroups: ["blue", "green", "red"] }, /^targetGroups are not two/],
    [
      "nothing shifted first",
      { traffic: { type: "canary", percentage: 0, intervalInMinutes: 5 } },
      /^traffic.percentage is out of range/,
    ],
    [
      "all shifted first",
      { traffic: { type: "linear", percentage: 100, intervalInMinutes: 5 } },
      /^traffic.percentage is out of range/,
    ],
    [
      "a shift of days",
      { traffic: { type: "linear", percentage: 1, intervalInMinutes: 30 } },
      /^traffic.intervalInMinutes makes the shift of the traffic too long/,
    ],
    [
      "a configuration whose name is too long",
      {
        deploymentGroupName: "g".repeat(90),
        traffic: { type: "canary", percentage: 1, intervalInMinutes: 1 },
      },
      /^traffic is not a valid deployment configuration name/,
    ],
    ["a wait without a time", { actionOnTimeout: "STOP_DEPLOYMENT" }, /^waitTimeInMinutes is missing/],
    ["a time without a wait", { waitTimeInMinutes: 5 }, /^waitTimeInMinutes has no effect/],
    [
      "a wait of six days",
      { actionOnTimeout: "STOP_DEPLOYMENT", waitTimeInMinutes: 7201 },
      /^waitTimeInMinutes is out of range/,
    ],
    ["old tasks for ever", { terminationWaitTimeInMinutes: 2881 }, /^terminationWaitTimeInMinutes is out of/],
    ["a roll-back on no alarm", { rollbackOn: ["DEPLOYMENT_STOP_ON_ALARM"] }, /^rollbackOn waits for alarms/],
    ["an alarm's ARN", { alarms: ["arn:aws:cloudwatch:x"] }, /^alarms\[0\] is not a valid alarm name/],
    ["an alarm twice", { alarms: ["a", "a"] }, /^alarms name an alarm more than once/],
    ["too many alarms", { alarms: Array.from({ length: 51 }, (_, i) => `a${i}`) }, /^alarms has too many/],
    [
      "a hook on tests without any",
      { hooks: { AfterAllowTestTraffic: "f" } },
      /^hooks.AfterAllowTestTraffic/,
    ],
    [
      "a function's ARN",
      { hooks: { BeforeInstall: "arn:aws:lambda:x" } },
      /^hooks.BeforeInstall is not a valid/,
    ],
    [
      "a word on alarms without any",
      { ignorePollAlarmFailure: true },
      /^ignorePollAlarmFailure has no effect/,
    ],
    ["an application's name", { applicationName: "my shop" }, /^applicationName is not a valid application/],
    [
      "a group's name",
      { deploymentGroupName: "a/b" },
      /^deploymentGroupName is not a valid deployment group/,
    ],
  ])("refuse %s", (_, changes, says) => {
    const found = findingsOf(deployed(changes).stack).filter((finding) => says.test(finding.says));
    expect(found).toHaveLength(1);
  });
});
