import { describe, expect, it } from "vitest";
import type { StageSettings } from "../../../settings/schema/stages";
import { findingsOf } from "../../support/findings";
import { ecrPushToEcs, githubToEcs, releasePath, service } from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";
import { arn, ref } from "../../support/ref";
import { Template } from "../../support/template";

const inline = "version: 0.2\nphases: {}\n";
const deploy: StageSettings = { type: "deploy", stageName: "Production", service };
const approve: StageSettings = { type: "approve", stageName: "Approve" };
const test: StageSettings = { type: "test", stageName: "SmokeTest", buildspec: inline };

const fromGithub = (...stages: readonly StageSettings[]) => {
  const { service: _, ...entry } = githubToEcs();
  return { ...entry, stages };
};

function made(entry: Parameters<typeof stackOf>[0]): Template {
  const stack = stackOf(entry);
  expect(findingsOf(stack)).toEqual([]);
  return new Template(stack);
}

const path = (...stages: readonly StageSettings[]) => made(releasePath(stages));

interface Stage {
  readonly name: string;
  readonly action: readonly { readonly name: string }[];
}

const stagesIn = (template: Template) => template.at("aws_codepipeline.main").stage as readonly Stage[];
const namesIn = (template: Template) => stagesIn(template).map(({ name }) => name);

describe("a release path", () => {
  it("goes through its stages in the order of the settings, after the image", () => {
    expect(namesIn(path({ ...deploy, stageName: "Staging" }, test, approve, deploy))).toEqual([
      "Source",
      "Build",
      "Staging",
      "SmokeTest",
      "Approve",
      "Production",
    ]);
  });

  it("is the same for one service and for one stage that deploys to it", () => {
    const short = new Template(stackOf(ecrPushToEcs()));
    expect(path({ ...deploy, stageName: "Deploy" }).at("aws_codepipeline.main")).toEqual(
      short.at("aws_codepipeline.main"),
    );
  });

  it("brings the very same artifact to every deploy", () => {
    const deploys = stagesIn(path({ ...deploy, stageName: "Staging" }, deploy))
      .slice(2)
      .flatMap(({ action }) => action);
    expect(deploys).toMatchObject([{ input_artifacts: ["Build"] }, { input_artifacts: ["Build"] }]);
  });

  it("names the image in another file for a container of another name", () => {
    const template = path(deploy, {
      ...deploy,
      stageName: "Batch",
      service: { ...service, containerName: "worker" },
    });
    const files = stagesIn(template)
      .slice(2)
      .flatMap(({ action }) => action);
    expect(files).toMatchObject([
      { configuration: { FileName: "imagedefinitions.json" } },
      { configuration: { FileName: "imagedefinitions.worker.json" } },
    ]);
    expect(template.at("aws_codebuild_project.main")).toHaveProperty("environment.environment_variable", [
      { name: "CONTAINER_NAME", value: "container" },
      { name: "OTHER_CONTAINER_NAMES", value: "worker" },
    ]);
  });

  it("has several actions in one stage, side by side or one after the other", () => {
    const [stage] = stagesIn(
      path({
        type: "stage",
        stageName: "Production",
        actions: [
          { type: "approve", runOrder: 1 },
          { type: "deploy", runOrder: 2, service },
          { type: "deploy", actionName: "Batch", runOrder: 2, service },
        ],
      }),
    ).slice(2);
    expect(stage?.action).toMatchObject([
      { name: "Approve", category: "Approval", run_order: 1 },
      { name: "Deploy", category: "Deploy", run_order: 2 },
      { name: "Batch", category: "Deploy", run_order: 2 },
    ]);
  });

  it("lets the pipeline's role do what every deploy needs", () => {
    const template = path(deploy, {
      ...deploy,
      stageName: "Other",
      service: { ...service, clusterName: "other" },
    });
    const services = template
      .statements("codepipeline")
      .filter(({ actions }) => (actions as readonly string[]).includes("ecs:UpdateService"))
      .flatMap(({ resources }) => resources as readonly string[]);
    expect(services).toEqual([arn("ecs", "service/cluster/service"), arn("ecs", "service/other/service")]);
  });
});

describe("a test of a release path", () => {
  it("is a project that starts in the source, beside what the build made", () => {
    expect(made(fromGithub({ ...test, buildspec: "smoke.yml" }, deploy)).action("Test")).toMatchObject({
      category: "Test",
      provider: "CodeBuild",
      input_artifacts: ["Source", "Build"],
      configuration: { PrimarySource: "Source", ProjectName: ref("aws_codebuild_project.smoke_test.name") },
    });
  });

  it("makes no artifact, for what it makes is a verdict", () => {
    expect(path(test, deploy).action("Test")).not.toHaveProperty("output_artifacts");
  });

  it("is called after its stage, with a role of its own", () => {
    const template = path(test, deploy);
    expect(template.at("aws_codebuild_project.smoke_test")).toMatchObject({
      name: "app-smoke-test",
      source: { buildspec: inline },
      environment: { privileged_mode: false },
    });
    expect(template.at("aws_iam_role.smoke_test")).toHaveProperty("name", "app-smoke-test-codebuild");
  });

  it("keeps its project and its role wherever it is moved, by the name of its action", () => {
    const smoke = { type: "test", actionName: "SmokeTest", buildspec: inline } as const;
    const alone = path({ ...smoke, stageName: "Verify" }, deploy);
    const beside = path(deploy, { type: "stage", stageName: "After", actions: [smoke, { type: "approve" }] });
    const ofTest = (template: Template) => template.addresses.filter((address) => /smoke_test/.test(address));
    expect(ofTest(alone)).toEqual(ofTest(beside));
    expect(alone.at("aws_codebuild_project.smoke_test")).toHaveProperty("name", "app-smoke-test");
    expect(beside.at("aws_codebuild_project.smoke_test")).toHaveProperty("name", "app-smoke-test");
  });

  it("has the machine, the variables and the network that settings give it", () => {
    const template = path(
      {
        ...test,
        environmentVariables: { URL: "https://staging.example.com" },
        vpc: {
          vpcId: "vpc-0123456789abcdef0",
          subnets: ["subnet-0123456789abcdef0"],
          securityGroupIds: ["sg-0123456789abcdef0"],
        },
        buildTimeout: 5,
      },
      deploy,
    );
    expect(template.at("aws_codebuild_project.smoke_test")).toMatchObject({
      build_timeout: 5,
      environment: { environment_variable: [{ name: "URL", value: "https://staging.example.com" }] },
      vpc_config: { vpc_id: "vpc-0123456789abcdef0" },
    });
  });
});

describe("an approval of a release path", () => {
  it("asks by a topic, with a link, a comment and a time limit", () => {
    const topic = "arn:aws:sns:eu-central-1:123456789012:releases";
    const template = path(
      {
        ...approve,
        notificationArn: topic,
        externalEntityLink: "https://staging.example.com",
        customData: "look at it",
        timeoutInMinutes: 60,
      },
      deploy,
    );
    expect(template.action("Approve")).toMatchObject({
      category: "Approval",
      timeout_in_minutes: 60,
      configuration: {
        NotificationArn: topic,
        ExternalEntityLink: "https://staging.example.com",
        CustomData: "look at it",
      },
    });
    expect(template.statements("codepipeline")).toContainEqual({
      actions: ["sns:Publish"],
      effect: "Allow",
      resources: [topic],
    });
  });
});

describe("a stage of a release path", () => {
  it("is entered when alarms are quiet, in a window, and when a function says so", () => {
    const [stage] = stagesIn(
      path({
        ...deploy,
        beforeEntry: {
          rules: [
            { type: "alarm", alarmName: "errors", waitTime: 5 },
            { type: "deployment-window", cron: "* * 9-16 ? * MON-FRI", timeZone: "Asia/Tokyo" },
            { type: "lambda", functionName: "judge" },
          ],
        },
      }),
    ).slice(2);
    expect(stage).toHaveProperty("before_entry.condition.result", "FAIL");
    expect(stage).toHaveProperty("before_entry.condition.rule", [
      expect.objectContaining({
        name: "Alarm",
        configuration: { AlarmName: "errors", AlarmStates: "ALARM", WaitTime: "5" },
      }),
      expect.objectContaining({
        name: "DeploymentWindow",
        configuration: { Cron: "* * 9-16 ? * MON-FRI", TimeZone: "Asia/Tokyo" },
      }),
      expect.objectContaining({ name: "Lambda", configuration: { FunctionName: "judge" } }),
    ]);
  });

  it.each([
    [{ result: "ROLLBACK" }, { result: "ROLLBACK" }],
    [{ result: "RETRY" }, { result: "RETRY", retry_configuration: { retry_mode: "FAILED_ACTIONS" } }],
    [
      { result: "RETRY", retryMode: "ALL_ACTIONS" },
      { result: "RETRY", retry_configuration: { retry_mode: "ALL_ACTIONS" } },
    ],
  ] as const)("that fails does as %j says", (onFailure, written) => {
    const [stage] = stagesIn(path({ ...deploy, onFailure })).slice(2);
    expect(stage).toHaveProperty("on_failure", written);
  });

  it("rolls back where what is checked after it does not hold", () => {
    const onSuccess = { rules: [{ type: "alarm", alarmName: "errors" }] } as const;
    const [stage] = stagesIn(path({ ...deploy, onSuccess })).slice(2);
    expect(stage).toHaveProperty("on_success.condition.result", "ROLLBACK");
  });
});
