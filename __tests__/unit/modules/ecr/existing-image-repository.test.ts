import { expect, it } from "vitest";
import { ExistingImageRepository } from "../../../../modules/ecr/existing-image-repository";
import { ImageRepository } from "../../../../modules/ecr/image-repository";
import { overwritesTags } from "../../../../modules/ecr/overwrites-tags";
import { resolved } from "../../../../modules/terraform/resolved";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf, warningsOf } from "../../../support/findings";
import { arn, ref } from "../../../support/ref";
import { Template } from "../../../support/template";

function existing(repositoryName = "team/app") {
  const stack = new BareStack();
  return { stack, repository: new ExistingImageRepository(stack, "images", { repositoryName }) };
}

it("is known by its name alone: nothing is made or read", () => {
  const { stack, repository } = existing();
  expect(repository.repositoryName).toBe("team/app");
  expect(resolved(stack, repository.repositoryArn)).toBe(arn("ecr", "repository/team/app"));
  expect(resolved(stack, repository.repositoryUrl)).toMatch(/\.dkr\.ecr\..*\/team\/app$/);
  expect(new Template(stack).addresses.filter((address) => address.includes("ecr"))).toEqual([]);
});

it("is read once by whoever asks whether its tags can be overwritten", () => {
  const { stack, repository } = existing();
  expect([repository.tagMutability, repository.tagMutability].map((value) => resolved(stack, value))).toEqual(
    Array(2).fill(ref("data.aws_ecr_repository.images.image_tag_mutability")),
  );
  expect(new Template(stack).at("data.aws_ecr_repository.images")).toEqual({ name: "team/app" });
});

it("overwrites tags if AWS says so and excludes none", () => {
  const { stack, repository } = existing();
  expect(resolved(stack, overwritesTags(repository))).toBe(
    ref('tostring((data.aws_ecr_repository.images.image_tag_mutability == "MUTABLE"))'),
  );
});

it.each([
  ["MUTABLE", "true"],
  ["IMMUTABLE", "false"],
] as const)("one that is made here and %s overwrites tags: %s", (tagMutability, expected) => {
  const repository = new ImageRepository(new BareStack(), "images", { repositoryName: "app", tagMutability });
  expect(overwritesTags(repository)).toBe(expected);
});

it.each(["", "App", "a", "team//app"])("refuses the name %j", (repositoryName) => {
  expect(findingsOf(existing(repositoryName).stack)).toMatchObject([
    {
      at: "bare/images",
      says: expect.stringMatching(/^repositoryName is not a valid image repository name/),
    },
  ]);
});

it("warns once that its policy is not made here, however many services of other accounts pull from it", () => {
  const { stack, repository } = existing();
  for (const accountId of ["210987654321", "210987654322"])
    repository.letPull({ accountId, roles: undefined });
  expect(warningsOf(stack)).toHaveLength(1);
});
