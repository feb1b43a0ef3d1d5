import { afterAll, beforeAll, expect, it } from "vitest";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { shippedEcrPushToEcs } from "../support/shipped";
import { synthesize, synthesizeHcl } from "../support/synthesize";

const emails = ["ops@example.com", "on-call+pager@example.com"];

const toldBy = (notifications: object) => ({
  ...shippedEcrPushToEcs,
  name: "told-image",
  artifactStore: { bucket: "told-image-pipeline-artifact" },
  notifications: { emails, ...notifications },
});
const entry = toldBy({});
const rule = "aws_codestarnotifications_notification_rule.example";

// One deployment is walked from init to destroy: each test goes on where the one before it stopped.
onTheBench("a pipeline that tells e-mail addresses", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.open("100000000030", entry);
    await deployment.workspace.init();
  });
  afterAll(async () => deployment?.workspace.close());

  async function planned(notifications: object): Promise<readonly string[]> {
    await deployment.workspace.replaceConfiguration(synthesize(toldBy(notifications)));
    await deployment.workspace.plan();
    const { resource_changes = [] } = await deployment.workspace.planJson();
    return resource_changes
      .filter(({ change }) => !change.actions.includes("no-op"))
      .map(({ address, change }) => `${change.actions.join(" and ")} ${address}`);
  }

  it("applies, and AWS reaches the topic", async () => {
    expect(await deployment.unknownPolicies()).toEqual([]);
    await deployment.workspace.apply();
    expect(await deployment.changes()).toBe("");
    const { stdout } = await deployment.workspace.run(["state", "show", "-no-color", rule]);
    expect(stdout).toMatch(/status += "ACTIVE"\n +type += "SNS"/);
  });

  it("plans no changes when it is written as HCL", async () => {
    expect(await deployment.changesAsHcl(synthesizeHcl(entry))).toBe("");
  });

  it("tells of other events in place", async () => {
    expect(await planned({ events: ["pipeline-execution-failed"] })).toEqual([`update ${rule}`]);
    await deployment.workspace.apply();
    expect(await deployment.changes()).toBe("");
  });

  it("gets an address in front of the others without a change of theirs", async () => {
    const events = ["pipeline-execution-failed"];
    expect(await planned({ events, emails: ["first@example.com", ...emails] })).toEqual([
      "create aws_sns_topic_subscription.example_first_at_example_com",
    ]);
    await deployment.workspace.apply();
    expect(await deployment.changes()).toBe("");
  });

  it("leaves nothing in the account when it is destroyed", async () => {
    await deployment.destroy();
    expect(await deployment.leftOver()).toEqual([]);
  });
});
