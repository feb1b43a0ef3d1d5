import { expect, it } from "vitest";
import { githubToEcs } from "../../support/minimal-entries";
import { type Refused, reported } from "../../support/problems";

const long = "a".repeat(300);

const built = (build: object) => ({ ...githubToEcs(), build });
const piped = (pipeline: object) => ({ ...githubToEcs(), pipeline });

const refused: readonly Refused[] = [
  ["a project name that starts with -", built({ projectName: "-a" }), "one/build · projectName", "-a"],
  ["a build of 4 minutes", built({ buildTimeout: 4 }), "one/build · buildTimeout", 4],
  ["a queue of 481 minutes", built({ queuedTimeout: 481 }), "one/build · queuedTimeout", 481],
  ["logs kept for 31 days", built({ logRetentionDays: 31 }), "one/build · logRetentionDays", 31],
  [
    "an unknown compute type",
    built({ computeType: "SMALL" as "BUILD_GENERAL1_SMALL" }),
    "stacks[0].build.computeType",
    "SMALL",
  ],
  [
    "a role name of 65 characters",
    built({ role: { roleName: long.slice(0, 65) } }),
    "one/build/role · roleName",
    long.slice(0, 65),
  ],
  [
    "a policy name with a space",
    built({ role: { policyName: "a b" } }),
    "one/build/role · policyName",
    "a b",
  ],
  [
    "a boundary that is no ARN",
    built({ role: { permissionsBoundary: "b" } }),
    "one/build/role · permissionsBoundary",
    "b",
  ],
  [
    "a role without statements",
    built({ role: { statements: [] } }),
    "one/build/role · statements",
    "app-codebuild",
  ],
  [
    "a pipeline role name with a /",
    piped({ role: { roleName: "a/b" } }),
    "one/pipeline/role · roleName",
    "a/b",
  ],
  ["a pipeline name with a space", piped({ pipelineName: "a b" }), "one/pipeline · pipelineName", "a b"],
  [
    "a pipeline name of 101 characters",
    piped({ pipelineName: long.slice(0, 101) }),
    "one/pipeline · pipelineName",
    long.slice(0, 101),
  ],
  [
    "a V1 pipeline that queues",
    piped({ pipelineType: "V1", executionMode: "QUEUED" }),
    "one/pipeline · executionMode",
    "QUEUED",
  ],
  [
    "a variable name with a space",
    piped({ variables: [{ name: "a b" }] }),
    "one/pipeline · variables[0].name",
    "a b",
  ],
  [
    "one variable twice",
    piped({ variables: [{ name: "a" }, { name: "a" }] }),
    "one/pipeline · variables",
    ["a"],
  ],
  [
    "a container name with a space",
    { ...githubToEcs(), service: { ...githubToEcs().service, containerName: "web app" } },
    "one/pipeline/stages/Deploy/Deploy · containerName",
    "web app",
  ],
  ["a logical ID that starts with a digit", { ...githubToEcs(), logicalId: "1a" }, "one · logicalId", "1a"],
];

it.each(refused)("names %s, its value, what is allowed, and the entry", (_, entry, place, got) => {
  expect(reported(entry, place, got)).toEqual({
    allowed: true,
    change: 'settings/stacks.ts, entry [0], stack "one"',
  });
});
