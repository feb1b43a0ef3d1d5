import { expect, it } from "vitest";
import { ecrPushToEcs } from "../../support/minimal-entries";
import { ProjectCopy } from "../../support/project-copy";

const copyWith = (...changes: readonly object[]) => ProjectCopy.forThisTest().setStacks(changes);

it("a synth warns when what the last one wrote would be destroyed, and writes nothing of that", () => {
  const copy = copyWith(ecrPushToEcs({ logicalId: "example" }));
  expect(copy.synth().stdout).not.toContain("destroys");
  const { stdout } = copy.setStacks([ecrPushToEcs()]).synth();
  expect(stdout).toMatch(
    /^ {2}warning {5}An apply destroys .*aws_ecr_repository\.example.*moved: \{ example/m,
  );
  const fresh = copyWith(ecrPushToEcs());
  fresh.synth();
  expect(copy.output()).toEqual(fresh.output());
});
