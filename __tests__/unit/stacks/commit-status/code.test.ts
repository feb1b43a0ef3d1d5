import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { Changes } from "../../../support/commit-status-stack";
import { commitStatus, project } from "../../../support/minimal-entries";
import { synthesize } from "../../../support/synthesize";

describe("the code of the function of commit statuses", () => {
  interface Written {
    readonly filename: string;
    readonly source_code_hash: string;
  }

  const written = (changes: Changes = {}) => {
    const folder = synthesize(commitStatus(changes), project);
    const { resource } = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as {
      readonly resource: { readonly aws_lambda_function: { readonly main: Written } };
    };
    const { filename, source_code_hash } = resource.aws_lambda_function.main;
    return { hash: source_code_hash, zip: readFileSync(join(folder, filename)) };
  };

  it("is one module in a zip, whose SHA-256 Terraform compares", () => {
    const { hash, zip } = written();
    expect(Object.keys(unzipSync(zip))).toEqual(["index.js"]);
    expect(hash).toBe(createHash("sha256").update(zip).digest("base64"));
  });

  it("has the same bytes in every synth, whatever the settings", () => {
    const one = written();
    const others = [
      written(),
      written({
        name: "shop",
        levels: ["action"],
        context: "x/<pipeline>",
        token: { ssmParameter: "/other" },
      }),
    ];
    for (const other of others) expect(other.zip.equals(one.zip)).toBe(true);
  });
});
