import { describe, expect, it } from "vitest";
import { ImageRepository, type ImageRepositoryProps } from "../../../../modules/ecr/image-repository";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf, warningsOf } from "../../../support/findings";
import { reference } from "../../../support/minimal-modules";
import { ref } from "../../../support/ref";
import { Template } from "../../../support/template";

const kmsKeyArn = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000";

function withImageRepository(changes: Partial<ImageRepositoryProps> = {}): BareStack {
  const stack = new BareStack();
  new ImageRepository(stack, "image_repository", { repositoryName: "team/app", ...changes });
  return stack;
}

describe("an image repository", () => {
  it("is safe by default: scanned, encrypted, kept when it holds images", () => {
    expect(new Template(withImageRepository()).at("aws_ecr_repository.image_repository")).toEqual({
      name: "team/app",
      image_tag_mutability: "MUTABLE",
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [{ encryption_type: "AES256" }],
    });
  });

  it("takes every choice that its props offer", () => {
    const stack = withImageRepository({
      tagMutability: "IMMUTABLE",
      scanOnPush: false,
      kmsKeyArn,
      forceDelete: true,
      logicalId: "main",
    });
    expect(new Template(stack).at("aws_ecr_repository.main")).toEqual({
      name: "team/app",
      image_tag_mutability: "IMMUTABLE",
      image_scanning_configuration: { scan_on_push: false },
      encryption_configuration: [{ encryption_type: "KMS", kms_key: kmsKeyArn }],
      force_delete: true,
    });
  });

  it("keeps the last 30 releases by default", () => {
    expect(new Template(withImageRepository()).at("aws_ecr_lifecycle_policy.image_repository")).toMatchObject(
      {
        repository: ref("aws_ecr_repository.image_repository.name"),
        policy: {
          rules: [
            { selection: { tagPrefixList: ["release"], countType: "imageCountMoreThan", countNumber: 30 } },
          ],
        },
      },
    );
  });

  it("has no lifecycle policy when there are no rules, because AWS refuses an empty one", () => {
    expect(
      new Template(withImageRepository({ lifecycleRules: [] })).find("aws_ecr_lifecycle_policy"),
    ).toEqual([]);
  });

  it("has nothing to warn of when tags are immutable", () => {
    expect(warningsOf(withImageRepository({ tagMutability: "IMMUTABLE" }))).toEqual([]);
  });

  it.each([
    ["upper case", "Team/App"],
    ["a slash at the end", "team/"],
    ["a slash at the start", "/team"],
    ["two dots", "team..app"],
    ["three underscores", "team___app"],
    ["one letter", "a"],
    ["257 letters", "a".repeat(257)],
    ["a tag", "team/app:latest"],
    ["a registry's URL", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/app:1"],
    ["nothing", ""],
  ])("refuses a repository name with %s", (_, repositoryName) => {
    expect(findingsOf(withImageRepository({ repositoryName }))).toMatchObject([
      {
        at: "bare/image_repository",
        says: expect.stringMatching(/^repositoryName is not a valid image repository name/),
      },
    ]);
  });

  it.each(["app", "team/app", "a/b/c/d", "a__b", "a.b-c--d", "a".repeat(256), "1a"])(
    "accepts the repository name %s",
    (repositoryName) => {
      expect(findingsOf(withImageRepository({ repositoryName }))).toEqual([]);
    },
  );

  it("refuses a reference as its name, and shows the reference as Terraform writes it", () => {
    const stack = new BareStack();
    new ImageRepository(stack, "image_repository", { repositoryName: reference(stack) });
    expect(findingsOf(stack)).toMatchObject([
      {
        at: "bare/image_repository",
        says: "repositoryName is a value that only Terraform will know",
        got: `"${ref("var.reference")}"`,
      },
    ]);
  });

  it("refuses an encryption key that is no KMS key", () => {
    expect(findingsOf(withImageRepository({ kmsKeyArn: "alias/app" }))).toMatchObject([
      {
        at: "bare/image_repository",
        says: expect.stringMatching(/^kmsKeyArn is not an ARN/),
        got: '"alias/app"',
      },
    ]);
  });

  it("reports its name and its rules at once", () => {
    const stack = withImageRepository({
      repositoryName: "App",
      lifecycleRules: [{ tagStatus: "any", keepLast: 0 }],
    });
    expect(findingsOf(stack).map(({ says }) => says.split(" ")[0])).toEqual([
      "repositoryName",
      "lifecycleRules[0].keepLast",
    ]);
  });
});
