import { describe, expect, it } from "vitest";
import { ecrPushToEcs } from "../../../support/minimal-entries";
import { stackOf } from "../../../support/minimal-stacks";
import { problems } from "../../../support/problems";
import { Template } from "../../../support/template";

const moves = (moved: Readonly<Record<string, string>>) =>
  new Template(stackOf(ecrPushToEcs({ moved }))).section("moved") as unknown as readonly {
    readonly from: string;
    readonly to: string;
  }[];

describe("a logical ID that was changed", () => {
  it("is moved for every resource that has the new one", () => {
    expect(moves({ example: "main" })).toContainEqual({
      from: "aws_ecr_repository.example",
      to: "aws_ecr_repository.main",
    });
    expect(moves({ example: "main" }).map(({ to }) => to)).toContain("aws_codepipeline.main");
  });

  it("is not moved from an address at which something stands", () => {
    // The role's own logical ID is in use: only what stands at no such address is moved.
    expect(moves({ codepipeline: "codebuild" })).not.toContainEqual(
      expect.objectContaining({ from: "aws_iam_role.codepipeline" }),
    );
  });

  it("is refused where no resource has the new one", () => {
    expect(problems([ecrPushToEcs({ moved: { example: "shop" } })])).toEqual([
      expect.stringMatching(/moved\.example is the logical ID of no resource[\s\S]*got {6}"shop"/),
    ]);
  });

  it("is refused where another is moved there too", () => {
    expect(problems([ecrPushToEcs({ moved: { one: "main", other: "main" } })])).toEqual([
      expect.stringContaining("moved is where two logical IDs are moved to"),
    ]);
  });
});
