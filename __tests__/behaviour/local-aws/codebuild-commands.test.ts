import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { describe, expect, it } from "vitest";
import { awsCommand } from "../../../local/aws/codebuild/commands/aws-command";
import { missingCommandHint } from "../../../local/aws/codebuild/commands/missing-command-hint";
import { missingForBuilds } from "../../../local/aws/codebuild/commands/missing-for-builds";
import { startLocalAws } from "../../../local/aws/local-aws";
import { missingForLocalAws } from "../../../local/aws/missing-for-local-aws";
import { requires } from "../../support/requires";
import { commands, createProject, printed, startBuild } from "./builds";
import { TestAccount } from "./on-local-aws";

describe("The commands of this machine", () => {
  it("include an AWS CLI that runs in an empty environment, whatever manages its versions", async ({
    skip,
  }) => {
    const aws = await awsCommand();
    if (!("words" in aws)) {
      if (process.env.CI === "true") throw new Error(aws.missing);
      return skip(aws.missing);
    }
    const [command = "", ...words] = aws.words;
    const version = execFileSync(command, [...words, "--version"], { env: {}, encoding: "utf8" });
    expect(version).toMatch(/^aws-cli\//);
  });

  it("are asked for in the log when one that CodeBuild has is missing here", () => {
    const folder = join(tmpdir(), "some-commands");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "bash"), "", { mode: 0o755 });
    expect(missingCommandHint("jq . file", 127, folder)).toMatch(
      /^This machine lacks jq\. Install jq: https/,
    );
    expect(missingCommandHint("jq . file", 1, folder)).toBeUndefined();
    expect(missingCommandHint("jquery", 127, folder)).toBeUndefined();
  });
});

it("is missed before a run too, with a line that says how to get it", () => {
  const nothing = mkdtempSync(join(tmpdir(), "tools-"));
  try {
    expect(missingForBuilds(["jq"], nothing)).toMatch(
      /^This machine lacks jq, which builds call\. Install jq: https/,
    );
    expect(missingForBuilds([], nothing)).toBeUndefined();
    writeFileSync(join(nothing, "jq"), "", { mode: 0o755 });
    expect(missingForBuilds(["jq"], nothing)).toBeUndefined();
  } finally {
    rmSync(nothing, { recursive: true });
  }
});

requires(missingForLocalAws())("A local AWS that stops", () => {
  it("ends its builds and leaves none of their files", async () => {
    const aws = await startLocalAws();
    const account = new TestAccount(aws.endpoint, "123456789012");
    await createProject(account, commands('echo "in $CODEBUILD_SRC_DIR"', "echo waits", "sleep 600"));
    const id = await startBuild(account);
    await printed(account, id, "waits");
    const [, source = ""] = /^in (.+)$/m.exec((await account.buildLog(id)).join("\n")) ?? [];
    const [name = ""] = relative(tmpdir(), source).split(sep);
    const folder = join(tmpdir(), name);
    expect(name).toMatch(/^codebuild-/);
    expect(existsSync(folder)).toBe(true);
    await aws.stop();
    expect(existsSync(folder)).toBe(false);
    expect(existsSync(tmpdir())).toBe(true);
  });
});
