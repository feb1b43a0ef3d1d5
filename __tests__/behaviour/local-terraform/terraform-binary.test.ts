import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { missingForTerraform } from "../../../local/terraform/terraform-binary";

describe("the terraform on the PATH", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "path-"));
    vi.stubEnv("PATH", `${folder}:/bin`);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });

  async function terraformOf(version: string): Promise<void> {
    const program = join(folder, "terraform");
    const answer = JSON.stringify({ terraform_version: version, platform: "linux_amd64" });
    await writeFile(program, `#!/bin/sh\necho '${answer}'\n`);
    await chmod(program, 0o755);
  }

  it("is missing, and the line says how to get it", () => {
    expect(missingForTerraform()).toMatch(
      /^terraform cannot be run .*ENOENT.* Install Terraform 1\.11 or later/,
    );
  });

  it("is too old before 1.11, and the line says so", async () => {
    await terraformOf("1.10.5");
    expect(missingForTerraform()).toMatch(/^terraform is 1\.10\.5, which is too old/);
  });

  it.each(["1.11.0", "1.14.2", "2.0.0"])("is enough as %s", async (version) => {
    await terraformOf(version);
    expect(missingForTerraform()).toBeUndefined();
  });
});
