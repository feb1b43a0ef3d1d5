import { describe, expect, it } from "vitest";
import type { EcrPushToEcsSettings } from "../../../settings/schema/ecr-push-to-ecs";
import type { ProjectSettings } from "../../../settings/schema/project";
import { findingsOf } from "../../support/findings";
import { ecrPushToEcs } from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";
import { Template } from "../../support/template";

type Changes = Partial<EcrPushToEcsSettings>;

const stackWith = (changes: Changes, project: Partial<ProjectSettings> = {}) =>
  stackOf(ecrPushToEcs(changes), { project });

function providerOf(changes: Changes, project: Partial<ProjectSettings> = {}) {
  const stack = stackWith(changes, project);
  expect(findingsOf(stack)).toEqual([]);
  const [provider] = new Template(stack).section("provider").aws as readonly object[];
  return provider;
}

const roleIn = (account: string) => ({ roleArn: `arn:aws:iam::${account}:role/terraform` });

describe("an entry's own account", () => {
  it("is reached by a role that Terraform assumes", () => {
    const assumeRole = { ...roleIn("111111111111"), externalId: "shop", sessionName: "pipelines" };
    expect(providerOf({ assumeRole })).toEqual({
      region: "eu-central-1",
      assume_role: [{ role_arn: assumeRole.roleArn, external_id: "shop", session_name: "pipelines" }],
    });
  });

  it("is the only one that Terraform may touch where the entry says so, whatever the project says", () => {
    const project = { allowedAccountIds: ["999999999999"] };
    expect(providerOf({ allowedAccountIds: ["111111111111"] }, project)).toHaveProperty(
      "allowed_account_ids",
      ["111111111111"],
    );
    expect(providerOf({}, project)).toHaveProperty("allowed_account_ids", ["999999999999"]);
  });

  it("is the project's role's where the entry names none", () => {
    const project = { assumeRole: roleIn("999999999999") };
    expect(providerOf({}, project)).toHaveProperty("assume_role", [{ role_arn: project.assumeRole.roleArn }]);
    expect(providerOf({ assumeRole: roleIn("111111111111") }, project)).toHaveProperty("assume_role", [
      { role_arn: roleIn("111111111111").roleArn },
    ]);
  });

  it.each<[string, Changes, string | undefined]>([
    ["of the role", { assumeRole: roleIn("111111111111") }, "111111111111"],
    ["of the one account that is allowed", { allowedAccountIds: ["111111111111"] }, "111111111111"],
    ["not known where two are allowed", { allowedAccountIds: ["111111111111", "222222222222"] }, undefined],
    ["not known where nothing is said", {}, undefined],
  ])("is that %s", (_, changes, accountId) => {
    expect(stackWith(changes).accountId).toBe(accountId);
  });

  it.each<[string, Changes, string]>([
    [
      "a role in an account that is not allowed",
      { assumeRole: roleIn("222222222222"), allowedAccountIds: ["111111111111"] },
      "assumeRole.roleArn is in an account that allowedAccountIds leaves out",
    ],
    [
      "a role's name for its ARN",
      { assumeRole: { roleArn: "terraform" } },
      "assumeRole.roleArn is not an ARN of the kind that is needed",
    ],
    [
      "an external ID of one character",
      { assumeRole: { ...roleIn("111111111111"), externalId: "x" } },
      "assumeRole.externalId is not a valid external ID",
    ],
    [
      "a session name with a space",
      { assumeRole: { ...roleIn("111111111111"), sessionName: "my session" } },
      "assumeRole.sessionName is not a valid session name",
    ],
  ])("is refused: %s", (_, changes, says) => {
    expect(findingsOf(stackWith(changes))).toMatchObject([{ says }]);
  });
});

describe("an entry's own tags", () => {
  it("stand beside those of the project, and win over them", () => {
    const project = { defaultTags: { Team: "platform", Stage: "all" } };
    expect(providerOf({ defaultTags: { Application: "shop", Stage: "one" } }, project)).toHaveProperty(
      "default_tags",
      [{ tags: { Application: "shop", Stage: "one", Team: "platform" } }],
    );
  });
});
