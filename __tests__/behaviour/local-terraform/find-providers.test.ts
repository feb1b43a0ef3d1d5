import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findProvider } from "../../../local/terraform/find-provider";
import { findProviders } from "../../../local/terraform/find-providers";
import { type FoundProviders, missingProvider, summaryOf } from "../../../local/terraform/found-providers";
import { findInMirrors } from "../../../local/terraform/mirror-search";
import { probeProvider } from "../../../local/terraform/probe-provider";
import { missingForTerraform, terraformBinary } from "../../../local/terraform/terraform-binary";
import { Workspace } from "../../../local/terraform/workspace";
import { requires } from "../../support/requires";
import { cliConfigFor, providerMirror } from "./provider-mirror";
import { STAND_INS, stackFolder } from "./stack-folder";

const RANDOM = { source: "hashicorp/random", versions: "3.7.2" };
const AWS = { source: "hashicorp/aws", versions: ">= 5.100.0, < 7.0.0" };

const temporary: string[] = [];

async function mirrorOf(...providers: readonly (readonly [string, string])[]): Promise<string> {
  const mirror = await providerMirror("linux_amd64", providers);
  temporary.push(mirror);
  return mirror;
}

async function removeTemporary(): Promise<void> {
  await Promise.all(temporary.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
}

describe("the search for providers in mirrors", () => {
  afterEach(removeTemporary);

  it("takes the newest version that fits, over all mirrors", async () => {
    const one = await mirrorOf(["hashicorp/aws", "5.100.0"], ["hashicorp/aws", "7.1.0"]);
    const other = await mirrorOf(["hashicorp/aws", "6.9.1"], ["hashicorp/aws", "6.10.0"]);
    expect(findInMirrors(AWS, "linux_amd64", [one, other])).toEqual({
      how: "mirror",
      version: "6.10.0",
      directory: join(other, "registry.terraform.io/hashicorp/aws/6.10.0/linux_amd64"),
    });
  });

  it("finds nothing for another platform", async () => {
    const mirror = await mirrorOf(["hashicorp/aws", "6.0.0"]);
    expect(findInMirrors(AWS, "darwin_arm64", [mirror])).toBeUndefined();
  });

  it("passes over folders that are not there", () => {
    expect(findInMirrors(AWS, "linux_amd64", ["/nowhere", __filename])).toBeUndefined();
  });
});

describe("the summary of the providers", () => {
  const found: FoundProviders = {
    ...STAND_INS,
    aws: { how: "mirror", version: "5.100.0", directory: "/mirror" },
  };

  it("tells in one line how each is had", () => {
    expect(summaryOf(found)).toBe("providers: aws 5.100.0 (mirror), random (stand-in), github (stand-in)");
  });

  it("names no missing provider where all are had", () => {
    expect(missingProvider(found)).toBeUndefined();
  });

  it("gives the reason for the one that is missing", () => {
    expect(missingProvider({ ...found, aws: { how: "missing", reason: "no network" } })).toBe("no network");
  });
});

requires(missingForTerraform())("what terraform init finds", () => {
  let cache: string;
  let mirror: string;

  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), "cache-"));
    mirror = await providerMirror(terraformBinary().platform, [["hashicorp/random", "3.7.2"]]);
    temporary.push(cache, mirror);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await removeTemporary();
  });

  const probe = (requirement = RANDOM) => probeProvider(requirement, terraformBinary().platform, cache);

  it("is found by way of the user's CLI configuration, where the provider really lies", async () => {
    vi.stubEnv("TF_CLI_CONFIG_FILE", await cliConfigFor(mirror));
    const directory = join(
      mirror,
      "registry.terraform.io/hashicorp/random/3.7.2",
      terraformBinary().platform,
    );
    expect(await probe()).toEqual({ how: "installed", version: "3.7.2", directory });
  });

  it("is found although TF_CLI_CONFIG_FILE names a file that is not there", async () => {
    vi.stubEnv("HOME", mirror);
    await cliConfigFor(mirror, ".terraformrc");
    vi.stubEnv("TF_CLI_CONFIG_FILE", join(mirror, "missing.rc"));
    expect(await probe()).toMatchObject({ how: "installed", version: "3.7.2" });
  });

  it("is not found in a version that does not fit", async () => {
    vi.stubEnv("TF_CLI_CONFIG_FILE", await cliConfigFor(mirror));
    const { failure } = { failure: "", ...(await probe({ ...RANDOM, versions: "3.7.3" })) };
    expect(failure).toContain("no available releases match");
  });

  it("is what a workspace installs, with no network", async () => {
    vi.stubEnv("TF_CLI_CONFIG_FILE", await cliConfigFor(mirror));
    const random = await probe();
    if (!("how" in random)) throw new Error(random.failure);
    const synthesized = await stackFolder({});
    temporary.push(synthesized);
    const workspace = await Workspace.open(synthesized, { providers: { ...STAND_INS, random } });
    await workspace.init();
    const lock = await readFile(join(workspace.folder, ".terraform.lock.hcl"), "utf8");
    expect(lock).toMatch(/hashicorp\/random"[^}]*version\s+= "3\.7\.2"/);
    await workspace.close();
  });

  it("comes before a mirror", async () => {
    vi.stubEnv("TF_CLI_CONFIG_FILE", await cliConfigFor(mirror));
    expect(await findProvider("random", { cache, mirrors: [mirror] })).toMatchObject({ how: "installed" });
  });

  it("is made up for by a mirror in a conventional place", async () => {
    vi.stubEnv("TF_CLI_CONFIG_FILE", await cliConfigFor(mirror));
    const other = await providerMirror(terraformBinary().platform, [["hashicorp/aws", "6.1.0"]]);
    temporary.push(other);
    expect(await findProvider("aws", { cache, mirrors: [other] })).toMatchObject({
      how: "mirror",
      version: "6.1.0",
    });
  });

  it("is made up for by a stand-in where no mirror has it either", async () => {
    vi.stubEnv("TF_CLI_CONFIG_FILE", await cliConfigFor(mirror));
    expect(await findProvider("github", { cache, mirrors: [] })).toEqual({ how: "stand-in" });
  });

  it("is missed with one line that says what to do where nothing stands in for it", async () => {
    vi.stubEnv("TF_CLI_CONFIG_FILE", await cliConfigFor(mirror));
    const { reason } = { reason: "", ...(await findProvider("aws", { cache, mirrors: [] })) };
    expect(reason).toMatch(
      /^The Terraform provider hashicorp\/aws >= 5\.100\.0, < 7\.0\.0 cannot be had here\. Error: .* Make the Terraform registry reachable.*$/,
    );
  });

  it("leaves the two small providers never missing", async () => {
    const { random, github } = await findProviders();
    expect([random.how, github.how]).not.toContain("missing");
  }, 300_000);
});
