import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { shippedBuildspec } from "../../../../modules/codebuild/buildspec";
import { bundledScript } from "../../../../modules/codebuild/bundled-script";

const folder = join(__dirname, "../../../../buildspec");

const packed = /[A-Za-z0-9+/]{1000,}=*/g;

const scriptsIn = (name: string) =>
  (shippedBuildspec(name).match(packed) ?? []).map((script) =>
    gunzipSync(Buffer.from(script, "base64")).toString(),
  );

describe("a shipped build specification", () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith(".yml")))(
    "reaches CodeBuild as it stands in %s once Terraform has read it",
    (name) => {
      const asTerraformReads = shippedBuildspec(name).replaceAll("$${", "${").replaceAll("%%{", "%{");
      const written = readFileSync(join(folder, name), "utf8");
      const placeholders = written.match(/<scripts\/.*>/g) ?? [];
      const withoutScripts = asTerraformReads.replaceAll(
        packed,
        () => placeholders.shift() ?? "another script",
      );
      expect(withoutScripts).toBe(written);
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

  it("brings its script along, bundled, gzipped and in base64", () => {
    expect(scriptsIn("release-files.yml")).toEqual([bundledScript("buildspec/scripts/release-files.ts")]);
  });

  it("brings shell scripts along as they are, gzipped and in base64", () => {
    expect(scriptsIn("cloudfront-rejected.yml")).toEqual(
      ["common", "clean-up-staging", "clean-up-after-approval"].map((name) =>
        readFileSync(join(folder, `scripts/cloudfront/${name}.sh`), "utf8"),
      ),
    );
  });

  it("says which file is missing", () => {
    expect(() => shippedBuildspec("nowhere.yml")).toThrow(/nowhere\.yml/);
  });
});
