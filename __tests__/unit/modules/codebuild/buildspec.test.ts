import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { shippedBuildspec } from "../../../../modules/codebuild/buildspec";
import { bundledScript } from "../../../../modules/codebuild/bundled-script";

const folder = join(__dirname, "../../../../buildspec");

describe("a shipped build specification", () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith(".yml")))(
    "reaches CodeBuild as it stands in %s once Terraform has read it",
    (name) => {
      const asTerraformReads = shippedBuildspec(name).replaceAll("$${", "${").replaceAll("%%{", "%{");
      const packed = /^ *[A-Za-z0-9+/]{1000,}=*$/m;
      const withoutScripts = asTerraformReads.replace(packed, "        <scripts/release-files.ts>");
      expect(withoutScripts).toBe(readFileSync(join(folder, name), "utf8"));
    },
  );

  it.each(readdirSync(folder).filter((name) => name.endsWith(".yml")))(
    "leaves nothing in %s that Terraform would interpret",
    (name) => {
      expect(shippedBuildspec(name)).not.toMatch(/(?<![$])[$]\{|(?<!%)%\{/);
    },
  );

  // AWS documents no limit; AWS CDK met this one (aws/aws-cdk: assets buildspec can exceed 25k size limit).
  it.each(readdirSync(folder).filter((name) => name.endsWith(".yml")))(
    "has in %s no more characters than CodeBuild takes",
    (name) => {
      expect(shippedBuildspec(name).length).toBeLessThanOrEqual(25_600);
    },
  );

  it("brings its script along, gzipped and in base64", () => {
    const [packed = ""] = /[A-Za-z0-9+/]{1000,}=*/.exec(shippedBuildspec("release-files.yml")) ?? [];
    const script = gunzipSync(Buffer.from(packed, "base64")).toString();
    expect(script).toBe(bundledScript("buildspec/scripts/release-files.ts"));
  });

  it("says which file is missing", () => {
    expect(() => shippedBuildspec("nowhere.yml")).toThrow(/nowhere\.yml/);
  });
});
