import { expect, it } from "vitest";
import { connectionSettings, githubToEcs } from "../../support/minimal-entries";
import { type Refused, reported } from "../../support/problems";

const bucket = "shop-artifacts";

const github = (changes: object) => ({ ...githubToEcs(), ...changes });

const rules = (...lifecycleRules: readonly object[]) => github({ imageRepository: { lifecycleRules } });

const refused: readonly Refused[] = [
  [
    "a bucket name in capitals",
    github({ artifactStore: { bucket: "Shop" } }),
    "one/artifact · bucket",
    "Shop",
  ],
  [
    "the name of a bucket that exists, in capitals",
    github({ artifactStore: { existingBucket: "Shop" } }),
    "stacks[0].artifactStore.existingBucket",
    "Shop",
  ],
  [
    "a key of a bucket that exists, which is no ARN",
    github({ artifactStore: { existingBucket: bucket, kmsKeyArn: "alias/a" } }),
    "one/artifact · kmsKeyArn",
    "alias/a",
  ],
  [
    "the name of a repository that exists, in capitals",
    github({ imageRepository: { existingRepository: "Shop" } }),
    "stacks[0].imageRepository.existingRepository",
    "Shop",
  ],
  [
    "the name of a connection that exists, too long",
    github({ source: connectionSettings({ connection: { name: "c".repeat(33) } }) }),
    "stacks[0].source.connection.name",
    "c".repeat(33),
  ],
  [
    "a bucket name like an IP address",
    github({ artifactStore: { bucket: "10.0.0.1" } }),
    "one/artifact · bucket",
    "10.0.0.1",
  ],
  [
    "artifacts kept for 0 days",
    github({ artifactStore: { bucket, expirationDays: 0 } }),
    "one/artifact · expirationDays",
    0,
  ],
  [
    "artifacts kept for half a day",
    github({ artifactStore: { bucket, expirationDays: 0.5 } }),
    "one/artifact · expirationDays",
    0.5,
  ],
  [
    "uploads aborted after -1 days",
    github({ artifactStore: { bucket, abortIncompleteMultipartUploadDays: -1 } }),
    "one/artifact · abortIncompleteMultipartUploadDays",
    -1,
  ],
  [
    "a lifecycle rule of the bucket without a name",
    github({ artifactStore: { bucket, lifecycleRuleId: "" } }),
    "one/artifact · lifecycleRuleId",
    "",
  ],
  [
    "a key of the bucket that is no ARN",
    github({ artifactStore: { bucket, kmsKeyArn: "alias/a" } }),
    "one/artifact · kmsKeyArn",
    "alias/a",
  ],
  [
    "a repository name in capitals",
    github({ imageRepository: { repositoryName: "Shop" } }),
    "one/image_repository · repositoryName",
    "Shop",
  ],
  [
    "a key of the repository that is no ARN",
    github({ imageRepository: { kmsKeyArn: "alias/a" } }),
    "one/image_repository · kmsKeyArn",
    "alias/a",
  ],
  [
    "an empty tag list",
    rules({ tagPrefixList: [], keepLast: 3 }),
    "one/image_repository · lifecycleRules[0].tagPrefixList",
    [],
  ],
  [
    "a rule that keeps 0 images",
    rules({ tagStatus: "any", keepLast: 0 }),
    "one/image_repository · lifecycleRules[0].keepLast",
    0,
  ],
  [
    "a rule that names no images",
    rules({ keepLast: 3 }),
    "one/image_repository · lifecycleRules[0]",
    { keepLast: 3 },
  ],
  [
    "a rule that expires nothing",
    rules({ tagStatus: "any" }),
    "one/image_repository · lifecycleRules[0]",
    { tagStatus: "any" },
  ],
  [
    "two rules on any image",
    rules({ tagStatus: "any", keepLast: 3 }, { tagStatus: "any", expireAfterDays: 3 }),
    "one/image_repository · lifecycleRules",
    2,
  ],
];

it.each(refused)("names %s, its value, what is allowed, and the entry", (_, entry, place, got) => {
  expect(reported(entry, place, got)).toEqual({
    allowed: true,
    change: 'settings/stacks.ts, entry [0], stack "one"',
  });
});
