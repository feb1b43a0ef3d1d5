import { expect, it } from "vitest";
import { checkSettings } from "../../../settings/check";
import { stackSchema } from "../../../systems";
import {
  connectionArn,
  connectionSettings,
  ecrPushToEcs,
  githubToEcs,
  project,
} from "../../support/minimal-entries";

const findings = (entry: object) => checkSettings(stackSchema, project, [entry]).findings;
const withSource = (source: object) => ({ ...githubToEcs(), source });
const withTrigger = (trigger: unknown) => withSource({ ...connectionSettings(), trigger });

it("says which systems there are when an entry names none of them, and guesses the one that is meant", () => {
  expect(findings({ ...githubToEcs(), system: "github-ecs" })).toMatchObject([
    {
      property: "stacks[0].system",
      got: "github-ecs",
      allowed:
        '"github-to-ecs", probably; one of "github-to-ecs", "ecr-push-to-ecs", "ecr-push-blue-green", "commit-status", "github-actions-to-ecs", "cloudfront-continuous-deployment", "github-connection"',
    },
  ]);
});

it("says which systems there are when an entry does not say its own", () => {
  const { system: _, ...entry } = githubToEcs();
  expect(findings(entry)).toMatchObject([
    {
      property: "stacks[0].system",
      problem: "is missing",
      allowed:
        '"github-to-ecs", "ecr-push-to-ecs", "ecr-push-blue-green", "commit-status", "github-actions-to-ecs", "cloudfront-continuous-deployment", "github-connection"',
    },
  ]);
});

it("says which sources there are when a source is of none of them", () => {
  expect(findings(withSource({ type: "gitlab" }))).toMatchObject([
    { property: "stacks[0].source.type", got: "gitlab", allowed: '"github-v1", "connection"' },
  ]);
});

it("names the key of a connection's source that only a source with a token has", () => {
  const source = { ...connectionSettings(), token: { ssmParameter: "/github/token" } };
  expect(findings(withSource(source))).toMatchObject([
    { property: "stacks[0].source.token", problem: "is a key that nothing reads" },
  ]);
});

it("names the item and the key of a filter that is misspelt", () => {
  expect(
    findings(withTrigger({ push: [{ branches: {} }, { branch: { includes: ["main"] } }] })),
  ).toMatchObject([
    {
      property: "stacks[0].source.trigger.push[1].branch",
      got: "branch",
      allowed: "branches, probably; one of branches, filePaths, tags",
    },
  ]);
});

it("names every wrong item of a trigger's lists at once", () => {
  const trigger = { push: [3, { tags: { includes: "v*" } }], pullRequest: [{ events: ["OPENED"] }] };
  expect(findings(withTrigger(trigger)).map(({ property, allowed }) => `${property}: ${allowed}`)).toEqual([
    "stacks[0].source.trigger.push[0]: an object: { … }",
    "stacks[0].source.trigger.push[1].tags.includes: a list: [ … ]",
    'stacks[0].source.trigger.pullRequest[0].events[0]: "OPEN", probably; one of "OPEN", "UPDATED", "CLOSED"',
  ]);
});

it("says in words what a trigger can be when it is none of it", () => {
  expect(findings(withTrigger("pushes"))).toMatchObject([
    {
      property: "stacks[0].source.trigger",
      got: "pushes",
      allowed: '"push", "none", or filters { push, pullRequest }',
    },
  ]);
});

it("says in words what a repository can be when its one key is neither of a new nor of an existing one", () => {
  expect(findings({ ...ecrPushToEcs(), imageRepository: { uri: "shop" } })).toMatchObject([
    {
      property: "stacks[0].imageRepository",
      got: { uri: "shop" },
      allowed: "options of a new repository, or { existingRepository: name }",
    },
  ]);
});

it.each([
  ["imageRepository", { existingRepo: "shop" }, "existingRepo", "existingRepository"],
  ["artifactStore", { buket: "shop" }, "buket", "bucket"],
  ["artifactStore", { existingBuckets: "shop" }, "existingBuckets", "existingBucket"],
])(
  "names the one key of %s %j that is misspelt, by the alternative that it is close to",
  (holder, value, got, meant) => {
    expect(findings({ ...ecrPushToEcs(), [holder]: value })).toContainEqual(
      expect.objectContaining({
        property: `stacks[0].${holder}.${got}`,
        allowed: expect.stringMatching(new RegExp(`^${meant}, probably; `)),
      }),
    );
  },
);

it.each([
  { bucket: "shop", existingBucket: "shop" },
  { existingBucket: "shop", versioning: true },
])("refuses a bucket that is new and existing at once: %j", (artifactStore) => {
  expect(findings({ ...ecrPushToEcs(), artifactStore })).toMatchObject([
    {
      property: "stacks[0].artifactStore",
      got: artifactStore,
      allowed: "options of a new bucket with its name as bucket, or { existingBucket: name }",
    },
  ]);
});

it("refuses a stack of a connection with what only a pipeline has", () => {
  const entry = { system: "github-connection", stack: "github", kmsKey: "create", service: {} };
  expect(findings(entry)).toMatchObject([
    { property: "stacks[0].kmsKey", problem: "is a key that nothing reads" },
    { property: "stacks[0].service", problem: "is a key that nothing reads" },
  ]);
});

it("refuses a repository that is new and existing at once", () => {
  const imageRepository = { existingRepository: "shop", scanOnPush: true };
  expect(findings({ ...ecrPushToEcs(), imageRepository })).toMatchObject([
    { property: "stacks[0].imageRepository", got: imageRepository },
  ]);
});

it("refuses a connection that exists and is created at once", () => {
  const connection = { arn: connectionArn, create: "github" };
  expect(findings(withSource({ ...connectionSettings(), connection }))).toMatchObject([
    { property: "stacks[0].source.connection", got: connection },
  ]);
});

it("says what a token can be when it is missing", () => {
  const { token: _, ...source } = githubToEcs().source as { readonly token: unknown };
  expect(findings(withSource(source))).toMatchObject([
    {
      property: "stacks[0].source.token",
      problem: "is missing",
      allowed: "{ ssmParameter: name } or { terraformVariable: name }",
    },
  ]);
});
