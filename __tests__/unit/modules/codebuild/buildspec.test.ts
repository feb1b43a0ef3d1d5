import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { shippedBuildspec } from "../../../../modules/codebuild/buildspec";

const folder = join(__dirname, "../../../../buildspec");

describe("a shipped build specification", () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith(".yml")))(
    "reaches CodeBuild as it stands in %s once Terraform has read it",
    (name) => {
      const asTerraformReads = shippedBuildspec(name).replaceAll("$${", "${").replaceAll("%%{", "%{");
      expect(asTerraformReads).toBe(readFileSync(join(folder, name), "utf8"));
    },
  );

  it.each(readdirSync(folder).filter((name) => name.endsWith(".yml")))(
    "leaves nothing in %s that Terraform would interpret",
    (name) => {
      expect(shippedBuildspec(name)).not.toMatch(/(?<![$])[$]\{|(?<!%)%\{/);
    },
  );

  it("says which file is missing", () => {
    expect(() => shippedBuildspec("nowhere.yml")).toThrow(/nowhere\.yml/);
  });
});
