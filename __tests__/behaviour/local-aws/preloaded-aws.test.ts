import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsScript } from "../../../local/aws/codebuild/commands/aws-script";
import { PreloadedAws } from "../../../local/aws/codebuild/commands/preloaded/preloaded-aws";
import { pythonOfAws } from "../../../local/aws/codebuild/commands/preloaded/python-of-aws";

describe("An AWS CLI that is loaded once", async () => {
  const folder = mkdtempSync(join(tmpdir(), "preloaded-"));
  const noSettings = { AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull };
  const preloaded = new PreloadedAws();
  let plain = "";
  let fast = "";

  beforeAll(async () => {
    plain = await scriptOf();
    fast = await scriptOf(preloaded);
  });
  afterAll(async () => {
    await preloaded.stop();
    rmSync(folder, { recursive: true });
  });

  async function scriptOf(preloadedAws?: PreloadedAws): Promise<string> {
    const aws = await awsScript(preloadedAws);
    if ("missing" in aws) throw new Error(aws.missing);
    return aws.script;
  }

  function run(script: string, words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    const { status, stdout, stderr } = spawnSync("/bin/sh", ["-c", script, "aws", ...words], {
      env: { PATH: process.env.PATH, LANG: "C.UTF-8", ...noSettings, ...environment },
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  }

  it.each([
    ["an answer", ["--version"]],
    ["a refusal of its own", ["s3", "no-such-command"]],
    ["an AWS that can't be reached", ["sts", "get-caller-identity", "--endpoint-url", "http://127.0.0.1:1"]],
    ["no credentials", ["sts", "get-caller-identity"]],
    ["a profile that isn't there", ["sts", "get-caller-identity", "--profile", "nobody"]],
  ])("says and exits as one that each call loads: %s", (_, words) => {
    const environment = {
      AWS_REGION: "eu-west-1",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_MAX_ATTEMPTS: "1",
      ...(words.includes("--endpoint-url") && { AWS_ACCESS_KEY_ID: "1", AWS_SECRET_ACCESS_KEY: "1" }),
    };
    expect(run(fast, words, environment)).toEqual(run(plain, words, environment));
  });

  it("leaves a build that has settings of its own to one that reads them", () => {
    const AWS_CONFIG_FILE = join(folder, "config");
    writeFileSync(AWS_CONFIG_FILE, "[profile shop]\nregion = eu-north-1\n");
    const { stdout } = run(fast, ["configure", "get", "region"], { AWS_CONFIG_FILE, AWS_PROFILE: "shop" });
    expect(stdout).toBe("eu-north-1\n");
  });

  it.skipIf((await pythonOfAws()) === undefined)("goes, and leaves no file", async () => {
    const other = new PreloadedAws();
    const socket = (await other.command())?.at(-1) ?? "";
    expect(existsSync(socket)).toBe(true);
    await other.stop();
    expect(existsSync(dirname(socket))).toBe(false);
  });

  it("needs no stop where nothing called it", async () => {
    await expect(new PreloadedAws().stop()).resolves.toBeUndefined();
  });
});
