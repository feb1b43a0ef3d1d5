import { describe, expect, it } from "vitest";
import type { ActionsIdentitySettings } from "../../../../settings/schema/actions-identity";
import { type Changes, made } from "../../../support/github-actions-stack";
import { githubActionsToEcs, githubRepository, service } from "../../../support/minimal-entries";
import { problems, reportedAlone } from "../../../support/problems";
import { releasedFile } from "../../../support/task-definitions/released";

describe("what an entry of GitHub Actions refuses, each mistake once", () => {
  const github = (changes: object): Changes => ({ github: { ...githubRepository, ...changes } });
  const identity = (changes: object): Changes => ({
    identity: { type: "oidc", ...changes } as ActionsIdentitySettings,
  });
  const base = (changes: object): Changes => ({
    taskDefinition: { bucket: "app-base", taskDefinitionFile: releasedFile, ...changes },
  });
  const ofService = (changes: object): Changes => ({
    service: { ...service, containerName: "app", ...changes },
  });

  it.each<[Changes, string, unknown]>([
    [github({ owner: "a b" }), "actions · github.owner", "a b"],
    [github({ repository: "https://x" }), "actions · github.repository", "https://x"],
    [github({ branch: "refs/heads/main" }), "actions · github.branch", "refs/heads/main"],
    [github({ environment: "a:b" }), "actions · github.environment", "a:b"],
    [github({ environment: "*" }), "actions · github.environment", "*"],
    [github({ environment: `a$\{{b` }), "actions · github.environment", `a$\{{b`],
    [
      github({ githubUrl: "https://github.example.com/" }),
      "actions · github.githubUrl",
      "https://github.example.com/",
    ],
    [
      github({ githubUrl: "http://github.example.com" }),
      "actions · github.githubUrl",
      "http://github.example.com",
    ],
    [github({ ownerId: 3 }), "actions/github_actions · github.ownerId", 3],
    [github({ repositoryId: 3 }), "actions/github_actions · github.repositoryId", 3],
    [github({ ownerId: 0, repositoryId: 3 }), "actions/github_actions · github.ownerId", 0],
    [identity({ audience: "" }), "actions/github_actions · identity.audience", ""],
    [identity({ audience: `$\{{ x` }), "actions/github_actions · identity.audience", `$\{{ x`],
    [identity({ issuerUrl: "http://x" }), "actions/github_actions/oidc_provider · issuerUrl", "http://x"],
    [identity({ subjects: [] }), "actions/github_actions · identity.subjects", []],
    [identity({ subjects: ["repo:o/*:x"] }), "actions/github_actions · identity.subjects[0]", "repo:o/*:x"],
    [identity({ subjects: ["main"] }), "actions/github_actions · identity.subjects[0]", "main"],
    [
      { identity: { type: "access-key", userName: "a b", policyName: "x" } },
      "actions/github_actions/user · userName",
      "a b",
    ],
    [base({ objectKey: "" }), "actions/task_definition/base · objectKey", ""],
    [base({ bucket: "App" }), "actions/task_definition/bucket · bucket", "App"],
    [base({ kmsKeyArn: "x" }), "actions/task_definition/bucket · kmsKeyArn", "x"],
    [
      base({ taskDefinitionFile: "none.json" }),
      "actions/task_definition · taskDefinition.taskDefinitionFile",
      "none.json",
    ],
    [
      { taskDefinition: { bucket: "app-base" } },
      "actions/task_definition · taskDefinition.taskDefinitionFile",
      undefined,
    ],
    [
      { ...made, taskDefinition: { bucket: "app-base", taskDefinitionFile: releasedFile } },
      "actions/task_definition · taskDefinition.taskDefinitionFile",
      releasedFile,
    ],
    [ofService({ clusterName: "a b" }), "actions · service.clusterName", "a b"],
    [ofService({ serviceName: "a b" }), "actions · service.serviceName", "a b"],
    [ofService({ containerName: "a b" }), "actions · service.containerName", "a b"],
    [ofService({ containerName: "proxy" }), "actions/task_definition · service.containerName", "proxy"],
    [{ workflow: { fileName: "deploy.yml" } }, "actions · workflow.fileName", "deploy.yml"],
    [{ workflow: { timeoutInMinutes: 0 } }, "actions · workflow.timeoutInMinutes", 0],
    [
      { workflow: { pushLatest: true }, imageRepository: { tagMutability: "IMMUTABLE" } },
      "actions · workflow.pushLatest",
      true,
    ],
    [{ workflow: { waitInMinutes: 60 } }, "actions · workflow.waitInMinutes", 60],
    [{ workflow: { variablePrefix: "GITHUB_X" } }, "actions/variables · variablePrefix", "GITHUB_X"],
    [{ workflow: { placedBy: "terraform", commitMessage: "" } }, "actions · workflow.commitMessage", ""],
    [{ workflow: { commitMessage: "Release" } }, "actions · workflow.commitMessage", "Release"],
  ])("is %j", (changes, place, got) => {
    expect(reportedAlone(githubActionsToEcs(changes), place, got)).toEqual({
      allowed: true,
      change: 'settings/stacks.ts, entry [0], stack "actions"',
    });
  });

  it("is everything at once", () => {
    const all = problems([
      githubActionsToEcs({
        ...github({ owner: "a b", ownerId: 1 }),
        ...identity({ audience: "" }),
        ...base({ objectKey: "" }),
        ...ofService({ clusterName: "a b" }),
        workflow: { fileName: "x" },
      }),
    ]);
    expect(all).toHaveLength(6);
  });

  describe("of two entries", () => {
    const entry = (stack: string, changes: Changes = {}) =>
      githubActionsToEcs({
        stack,
        name: stack,
        identity: { type: "oidc", oidcProvider: "existing" },
        taskDefinition: { bucket: `${stack}-base`, taskDefinitionFile: releasedFile },
        ...changes,
      });
    const elsewhere = github({ repository: "another" });

    it("is what they would write over each other's in one repository", () => {
      const workflow = { fileName: ".github/workflows/deploy.yml", variablePrefix: "SHOP" };
      const all = problems([entry("one", { workflow }), entry("two", { workflow })]);
      expect(all.join("\n")).toMatch(/workflow\.variablePrefix .*too, in the same repository of GitHub/);
      expect(all.join("\n")).toMatch(/workflow\.fileName .*too, in the same repository of GitHub/);
    });

    it("is nothing in two repositories, or with names of their own", () => {
      const workflow = { fileName: ".github/workflows/deploy.yml", variablePrefix: "SHOP" };
      expect(problems([entry("one", { workflow }), entry("two", { workflow, ...elsewhere })])).toEqual([]);
      expect(problems([entry("one"), entry("two")])).toEqual([]);
    });
  });
});
