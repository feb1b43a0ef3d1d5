import { describe, expect, it } from "vitest";
import type { Finding } from "../../../modules/findings/finding";
import { checkSettings } from "../../../settings/check";
import { stackSchema } from "../../../systems";
import { at, type Path, pathsIn, renamed, replaced } from "../../support/broken";
import {
  completeCloudfront,
  completeKeptCloudfront,
} from "../../support/complete-entries/cloudfront-continuous-deployment";
import { completeCommitStatus } from "../../support/complete-entries/commit-status";
import { completeBlueGreen, completeBlueGreenPath } from "../../support/complete-entries/ecr-push-blue-green";
import { completeEcrPush, completeReleasePath } from "../../support/complete-entries/ecr-push-to-ecs";
import {
  completeGithubActions,
  completeGithubActionsKey,
} from "../../support/complete-entries/github-actions-to-ecs";
import { completeGithubConnection } from "../../support/complete-entries/github-connection";
import {
  completeConnection,
  completeGithubV1,
  completeShared,
} from "../../support/complete-entries/github-to-ecs";
import { completeProjects } from "../../support/complete-entries/projects";
import { ecrPushToEcs, project } from "../../support/minimal-entries";

const existingRepository = ecrPushToEcs({ imageRepository: { existingRepository: "shop" } });
const [s3Project, cloudProject] = completeProjects;

const complete = [
  ["an entry with a GitHub token", "stacks", [completeGithubV1]],
  ["an entry with a connection", "stacks", [completeConnection]],
  ["an entry that waits for images", "stacks", [completeEcrPush]],
  ["an entry with a repository that exists", "stacks", [existingRepository]],
  ["an entry with what exists and is shared", "stacks", [completeShared]],
  ["an entry that is released blue/green", "stacks", [completeBlueGreen]],
  ["an entry with the stages of a blue/green release", "stacks", [completeBlueGreenPath]],
  ["a stack of one connection", "stacks", [completeGithubConnection]],
  ["a stack of commit statuses", "stacks", [completeCommitStatus]],
  ["an entry whose workflow works as a role", "stacks", [completeGithubActions]],
  ["an entry whose workflow has an access key", "stacks", [completeGithubActionsKey]],
  ["an entry of a site", "stacks", [completeCloudfront]],
  ["an entry of a site whose staging distribution is kept", "stacks", [completeKeptCloudfront]],
  ["an entry with a release path", "stacks", [completeReleasePath]],
  ["a project with its state in S3", "project", s3Project],
  ["a project with its state in HCP Terraform", "project", cloudProject],
] as const;

const propertyPath = (root: string, path: Path): string =>
  root +
  path
    .map((key) => (typeof key === "number" ? `[${key}]` : /-/.test(key) ? `["${key}"]` : `.${key}`))
    .join("");

const last = (path: Path, from = -1): string => String(path.at(from));
const isKey = (path: Path): boolean => typeof path.at(-1) === "string";
// Users name what stands in these themselves.
const isFree = (path: Path): boolean =>
  [
    "environmentVariables",
    "defaultTags",
    "moved",
    "crossRegionArtifactStores",
    "sourceArtifacts",
    "buildArguments",
  ].includes(last(path, -2));
// Such a key says which alternative is meant, so that without it the other keys mean nothing.
const isTelling = (path: Path): boolean =>
  /^(system|source\.type|identity\.type|backend\.type|stages\.(actions\.)?type|.*rules\.type|.*onFailure\.result|.*(token|privateKey|connection)\.(?!kmsKeyArn|jsonKey|installationId)\w+|.*environmentVariables\.\w+\.\w+|imageRepository\.existingRepository|(deployment\.)?traffic\.type|notifications\.(topicArn|chatConfigurationArn|emails))$/.test(
    path.filter((key) => typeof key === "string").join("."),
  );

describe.each(complete)("in %s", (_, root, value) => {
  const keys = pathsIn(value).filter((path) => isKey(path) && !isFree(path));

  const findings = (broken: unknown): readonly Finding[] =>
    (root === "project"
      ? checkSettings(stackSchema, broken, [ecrPushToEcs()])
      : checkSettings(stackSchema, project, broken)
    ).findings;

  // The keys of which the one finding, made by breaking them, is not as it should be.
  const badlyReported = (
    breakAt: (path: Path) => unknown,
    isRight: (finding: Finding, path: Path) => boolean,
    paths: readonly Path[] = keys,
  ): readonly string[] =>
    paths
      .filter((path) => !findings(breakAt(path)).some((finding) => isRight(finding, path)))
      .map((path) => propertyPath(root, path));

  it("finds nothing wrong while every key is right", () => {
    expect(findings(value)).toEqual([]);
  });

  it("names every key that is misspelt, and the right one beside it", () => {
    // In front: `buildx` may mean `builds` as well.
    const misspelt = (path: Path) => `x${last(path)}`;
    const wrong = badlyReported(
      (path) => renamed(value, path, misspelt(path)),
      ({ property, got, allowed }, path) =>
        property === propertyPath(root, [...path.slice(0, -1), misspelt(path)]) &&
        got === misspelt(path) &&
        allowed.startsWith(`${last(path)}, probably; one of `),
      keys.filter((path) => !isTelling(path)),
    );
    expect(wrong).toEqual([]);
  });

  it("names the object whose telling key is misspelt", () => {
    const wrong = badlyReported(
      (path) => renamed(value, path, `${last(path)}x`),
      ({ property }, path) =>
        [path, path.slice(0, -1)].some((place) => property === propertyPath(root, place)),
      keys.filter(isTelling),
    );
    expect(wrong).toEqual([]);
  });

  it("names every key whose value has another type", () => {
    const wrong = badlyReported(
      (path) => replaced(value, path, typeof at(value, path) === "number" ? "3" : 3),
      ({ property, got, problem }, path) =>
        property === propertyPath(root, path) &&
        got !== undefined &&
        problem !== "is a key that nothing reads",
    );
    expect(wrong).toEqual([]);
  });

  it("names every key that is null", () => {
    const wrong = badlyReported(
      (path) => replaced(value, path, null),
      ({ property, got }, path) => property === propertyPath(root, path) && got === null,
    );
    expect(wrong).toEqual([]);
  });

  it("names every key that is written as undefined, which would hide its default", () => {
    const wrong = badlyReported(
      (path) => replaced(value, path, undefined),
      ({ property, problem }, path) =>
        property === propertyPath(root, path) && problem === "is written as undefined",
    );
    expect(wrong).toEqual([]);
  });
});
