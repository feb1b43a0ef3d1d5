import { expect, it } from "vitest";
import {
  connectionSettings,
  ecrPushToEcs,
  githubToEcs,
  githubV1Settings,
} from "../../support/minimal-entries";
import { type Refused, reported } from "../../support/problems";

const long = "a".repeat(300);

const github = (changes: object) => ({ ...githubToEcs(), ...changes });
const source = (changes: object) => github({ source: githubV1Settings(changes) });
const connected = (changes: object) => github({ source: { ...connectionSettings(), ...changes } });
const image = (changes: object) => ({ ...ecrPushToEcs({ stack: "one" }), ...changes });
const filters = (includes: readonly string[]) =>
  connected({ trigger: { push: [{ branches: { includes } }] } });

const refused: readonly Refused[] = [
  [
    "a repository's URL",
    image({ imageRepository: { existingRepository: "https://ecr/shop" } }),
    "stacks[0].imageRepository.existingRepository",
    "https://ecr/shop",
  ],
  [
    "an image tag with a /",
    image({ source: { imageTag: "a/b" } }),
    "one/pipeline/stages/Source/Source · imageTag",
    "a/b",
  ],
  [
    "a rule name with a space",
    image({ source: { trigger: { ruleName: "a b" } } }),
    "one/pipeline/stages/Source/Source/pushed/rule · ruleName",
    "a b",
  ],
  [
    "a target ID of 65 characters",
    image({ source: { trigger: { targetId: long.slice(0, 65) } } }),
    "one/pipeline/stages/Source/Source/pushed/rule/target · targetId",
    long.slice(0, 65),
  ],
  [
    "owner/repo as the repository",
    source({ repository: "shop/app" }),
    "one/pipeline/stages/Source/Source · repository",
    "shop/app",
  ],
  [
    "a URL as the repository",
    source({ repository: "https://github.com/shop/app" }),
    "one/pipeline/stages/Source/Source · repository",
    "https://github.com/shop/app",
  ],
  [
    "a name with .git as the repository",
    source({ repository: "app.git" }),
    "one/pipeline/stages/Source/Source · repository",
    "app.git",
  ],
  [
    "owner/repo as the owner",
    source({ owner: "shop/app" }),
    "one/pipeline/stages/Source/Source · owner",
    "shop/app",
  ],
  [
    "a full ref as the branch",
    source({ branch: "refs/heads/main" }),
    "one/pipeline/stages/Source/Source · branch",
    "refs/heads/main",
  ],
  [
    "a full ref as the branch of a connection",
    connected({ branch: "refs/heads/main" }),
    "one/pipeline/stages/Source/Source · branch",
    "refs/heads/main",
  ],
  ["an empty branch", source({ branch: "" }), "one/pipeline/stages/Source/Source · branch", ""],
  [
    "polling beside a webhook",
    source({ pollForSourceChanges: true }),
    "one/pipeline/stages/Source/Source · pollForSourceChanges",
    true,
  ],
  [
    "a webhook name with a space",
    source({ webhook: { webhookName: "a b" } }),
    "one/pipeline/stages/Source/Source/webhook · webhookName",
    "a b",
  ],
  [
    "a parameter name with a space",
    source({ token: { ssmParameter: "a b" } }),
    "one/token · token.ssmParameter",
    "a b",
  ],
  [
    "a Terraform variable that starts with a digit",
    source({ token: { terraformVariable: "1a" } }),
    "one/token · token.terraformVariable",
    "1a",
  ],
  [
    "a connection that is no ARN",
    connected({ connection: { arn: "github" } }),
    "one/pipeline/stages/Source/Source · connection",
    "github",
  ],
  [
    "a connection name of 33 characters",
    connected({ connection: { create: long.slice(0, 33) } }),
    "stacks[0].source.connection.create",
    long.slice(0, 33),
  ],
  [
    "filters without a filter",
    connected({ trigger: {} }),
    "one/pipeline/stages/Source/Source · triggers",
    [],
  ],
  [
    "a filter without a pattern",
    filters([]),
    "one/pipeline/stages/Source/Source · triggers.push[0].branches",
    [],
  ],
  [
    "a filter of nine patterns",
    filters([..."abcdefghi"]),
    "one/pipeline/stages/Source/Source · triggers.push[0].branches.includes",
    9,
  ],
  [
    "a deployment of 61 minutes",
    github({ service: { ...githubToEcs().service, deploymentTimeout: 61 } }),
    "one/pipeline/stages/Deploy/Deploy · deploymentTimeout",
    61,
  ],
  [
    "a cluster's ARN",
    github({ service: { ...githubToEcs().service, clusterName: "arn:aws:ecs:x:1:cluster/a" } }),
    "one/pipeline/stages/Deploy/Deploy · clusterName",
    "arn:aws:ecs:x:1:cluster/a",
  ],
  [
    "an empty service name",
    github({ service: { ...githubToEcs().service, serviceName: "" } }),
    "one/pipeline/stages/Deploy/Deploy · serviceName",
    "",
  ],
  [
    "every task role",
    github({ service: { ...githubToEcs().service, taskRoles: ["*"] } }),
    "one/pipeline/stages/Deploy/Deploy · taskRoles[0]",
    "*",
  ],
];

it.each(refused)("names %s, its value, what is allowed, and the entry", (_, entry, place, got) => {
  expect(reported(entry, place, got)).toEqual({
    allowed: true,
    change: 'settings/stacks.ts, entry [0], stack "one"',
  });
});
