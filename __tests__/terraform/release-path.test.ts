import { afterAll, beforeAll, expect, it } from "vitest";
import type { ServiceSettings } from "../../settings/schema/service";
import type { StageSettings } from "../../settings/schema/stages";
import { ecrPushToEcs, releasePath } from "../support/minimal-entries";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { synthesize, synthesizeHcl } from "../support/synthesize";

const service = (clusterName: string, containerName = "web"): ServiceSettings => ({
  clusterName,
  serviceName: "shop",
  containerName,
});

const staging: StageSettings = { type: "deploy", stageName: "Staging", service: service("staging") };
const production: StageSettings = {
  type: "deploy",
  stageName: "Production",
  service: service("production", "app"),
  beforeEntry: {
    rules: [
      { type: "alarm", alarmName: "errors" },
      { type: "deployment-window", cron: "* * 9-16 ? * MON-FRI", timeZone: "Asia/Tokyo" },
    ],
  },
  onFailure: { result: "ROLLBACK" },
};
const approve: StageSettings = { type: "approve", stageName: "Approve", customData: "look at staging" };
const smokeTest: StageSettings = {
  type: "test",
  stageName: "SmokeTest",
  buildspec:
    "version: 0.2\nphases:\n  build:\n    commands:\n      - curl --fail https://staging.example.com\n",
};

// A bucket that exists spares the minute that the AWS provider waits for a new one's lifecycle.
const shared = { stack: "path", name: "path", artifactStore: { existingBucket: "path-artifacts" } };
const path = (...stages: readonly StageSettings[]) => releasePath(stages, shared);
const whole = path(staging, smokeTest, approve, production);

const ofTheTest = [
  "aws_cloudwatch_log_group.smoke_test",
  "aws_codebuild_project.smoke_test",
  "aws_iam_role.smoke_test",
  "aws_iam_role_policy.smoke_test",
];

onTheBench("a release path", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    // Opened with the whole path, whose services must exist before the first plan.
    deployment = await Deployment.open("100000000032", whole);
    await deployment.workspace.init();
  });
  afterAll(async () => deployment?.workspace.close());

  it("is read whole in a first plan", async () => {
    expect(await deployment.unknownPolicies()).toEqual([]);
  });

  it("comes to a pipeline that runs, in place", async () => {
    const oneService = { ...ecrPushToEcs(shared), service: service("production") };
    expect(await deployment.applyChanged(synthesize(oneService))).toEqual([]);
    expect(await deployment.applyChanged(synthesize(whole))).toEqual([]);
  });

  it("is planned the same as HCL", async () => {
    expect(await deployment.changesAsHcl(synthesizeHcl(whole))).toBe("");
  });

  it("takes another order, and an action into another stage, in place", async () => {
    const moved = path(smokeTest, { ...staging, actionName: "First" }, production);
    expect(await deployment.applyChanged(synthesize(moved))).toEqual([]);
    const inOneStage = path(
      {
        type: "stage",
        stageName: "Verify",
        actions: [
          { type: "test", actionName: "SmokeTest", buildspec: "version: 0.2\nphases: {}\n" },
          { type: "approve" },
        ],
      },
      production,
    );
    expect(await deployment.applyChanged(synthesize(inOneStage))).toEqual([]);
  });

  it("loses a test with what was made for it, and nothing else", async () => {
    expect(await deployment.applyChanged(synthesize(path(production)))).toEqual(ofTheTest);
    expect(await deployment.changes()).toBe("");
  });

  it("leaves nothing", async () => {
    await deployment.destroy();
    expect(await deployment.leftOver()).toEqual([]);
  });
});
