import { describe, expect, it } from "vitest";
import { type Changes, made } from "../../../support/blue-green-stack";
import { arn } from "../../../support/ref";

describe("the deployment of a blue/green release", () => {
  const groupOf = (deployment: NonNullable<Changes["deployment"]>) =>
    made({ deployment }).at("aws_codedeploy_deployment_group.main");

  it("moves all traffic at once, and rolls back on any failure, by default", () => {
    expect(groupOf({})).toMatchObject({
      deployment_config_name: "CodeDeployDefault.ECSAllAtOnce",
      auto_rollback_configuration: {
        enabled: true,
        events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
      blue_green_deployment_config: {
        deployment_ready_option: { action_on_timeout: "CONTINUE_DEPLOYMENT" },
        terminate_blue_instances_on_deployment_success: { termination_wait_time_in_minutes: 5 },
      },
    });
  });

  it("moves it as the settings say, watches alarms and waits", () => {
    expect(
      groupOf({
        traffic: { type: "canary", percentage: 10, intervalInMinutes: 5 },
        alarms: ["errors"],
        actionOnTimeout: "STOP_DEPLOYMENT",
        waitTimeInMinutes: 60,
        terminationWaitTimeInMinutes: 0,
      }),
    ).toMatchObject({
      deployment_config_name: "CodeDeployDefault.ECSCanary10Percent5Minutes",
      alarm_configuration: { enabled: true, alarms: ["errors"] },
      blue_green_deployment_config: {
        deployment_ready_option: { action_on_timeout: "STOP_DEPLOYMENT", wait_time_in_minutes: 60 },
        terminate_blue_instances_on_deployment_success: { termination_wait_time_in_minutes: 0 },
      },
    });
  });

  it("is one for the group, the pipeline and its permissions, by every name of the settings", () => {
    const template = made({
      deployment: {
        applicationName: "shop",
        deploymentGroupName: "production",
        traffic: { type: "linear", percentage: 20, intervalInMinutes: 2 },
        logicalId: "shift",
        roleLogicalId: "shifter",
      },
    });
    expect(template.at("aws_codedeploy_deployment_config.shift")).toMatchObject({
      deployment_config_name: "production.Linear20PercentEvery2Minutes",
    });
    expect(template.at("aws_iam_role.shifter").name).toBe("production-codedeploy");
    expect(template.action("Deploy").configuration).toMatchObject({
      ApplicationName: "shop",
      DeploymentGroupName: "production",
    });
    const resources = template
      .statements("codepipeline")
      .filter(({ actions }) => String(actions).startsWith("codedeploy:"))
      .flatMap((statement) => statement.resources);
    expect(resources).toEqual([
      arn("codedeploy", "deploymentgroup:shop/production"),
      arn("codedeploy", "application:shop"),
      arn("codedeploy", "deploymentconfig:production.Linear20PercentEvery2Minutes"),
    ]);
  });
});
