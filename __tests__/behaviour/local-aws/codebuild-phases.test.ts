import { expect, it, vi } from "vitest";
import { isAlive } from "../../support/is-alive";
import { buildOf, commands, createProject, endedBuild, phasesOf, printed, run, startBuild } from "./builds";
import { onLocalAws } from "./on-local-aws";

const SUCCEEDED = "SUCCEEDED";

onLocalAws("The phases of a build", (newAccount) => {
  it("follow one another, and a build without failures succeeds", async () => {
    const account = newAccount();
    await createProject(account, {
      phases: Object.fromEntries(
        ["install", "pre_build", "build", "post_build"].map((phase) => [
          phase,
          { commands: [`echo ${phase}`] },
        ]),
      ),
    });
    const { build, output } = await run(account);
    expect(output).toEqual(["install", "pre_build", "build", "post_build"]);
    expect(build).toMatchObject({ buildStatus: SUCCEEDED, currentPhase: "COMPLETED", initiator: "root" });
    expect(build.phases.map(({ phaseType }) => phaseType)).toEqual([
      "SUBMITTED",
      "QUEUED",
      "PROVISIONING",
      "DOWNLOAD_SOURCE",
      "INSTALL",
      "PRE_BUILD",
      "BUILD",
      "POST_BUILD",
      "UPLOAD_ARTIFACTS",
      "FINALIZING",
      "COMPLETED",
    ]);
  });

  it("share one shell: variables, functions and the folder last from command to command", async () => {
    const account = newAccount();
    await createProject(account, {
      phases: {
        install: { commands: ["WORD=kept", "say() { echo said; }", "mkdir sub && cd sub"] },
        build: { commands: ['echo "$WORD"', "say", 'basename "$PWD"'] },
      },
    });
    const { output } = await run(account);
    expect(output).toEqual(["kept", "said", "sub"]);
  });

  it.each(["sh", "bash"])("keep what was set when a command ends %s", async (shell) => {
    const account = newAccount();
    await createProject(account, {
      env: { shell },
      phases: {
        build: { commands: ["WORD='it''s \"kept\"'", "export SEEN=too", "mkdir sub && cd sub", "exit 3"] },
        post_build: { commands: ['echo "$WORD $(printenv SEEN)"', 'basename "$PWD"'] },
      },
    });
    const { build, output } = await run(account);
    expect(output).toEqual(['its "kept" too', "sub"]);
    expect(phasesOf(build)).toMatchObject({ BUILD: "FAILED", POST_BUILD: SUCCEEDED });
  });

  it("tell in AWS's words which command failed, and skip the rest of its phase", async () => {
    const account = newAccount();
    await createProject(account, commands("false", "echo never"));
    const { build, output, log } = await run(account);
    expect(output).toEqual([]);
    expect(build.buildStatus).toBe("FAILED");
    const message = "Error while executing command: false. Reason: exit status 1";
    expect(build.phases.find(({ phaseType }) => phaseType === "BUILD")).toMatchObject({
      phaseStatus: "FAILED",
      contexts: [{ statusCode: "COMMAND_EXECUTION_ERROR", message }],
    });
    expect(log.map((line) => line.replace(/^\[Container\] \S+ \S+ /, ""))).toEqual(
      expect.arrayContaining([
        "Entering phase BUILD",
        "Running command false",
        "Command did not exit successfully false exit status 1",
        "Phase complete: BUILD State: FAILED",
        `Phase context status code: COMMAND_EXECUTION_ERROR Message: ${message}`,
      ]),
    );
  });

  it("end with a failed install or pre_build", async () => {
    const account = newAccount();
    await createProject(account, {
      phases: {
        pre_build: { commands: ["false"] },
        build: { commands: ["echo never"] },
        post_build: { commands: ["echo never"] },
      },
    });
    const { build, output } = await run(account);
    expect(output).toEqual([]);
    expect(phasesOf(build)).toMatchObject({ INSTALL: SUCCEEDED, PRE_BUILD: "FAILED", FINALIZING: SUCCEEDED });
    expect(phasesOf(build)).not.toHaveProperty("UPLOAD_ARTIFACTS");
  });

  it("go on to post_build after a failed build, which can see that it failed", async () => {
    const account = newAccount();
    const tell = 'echo "$CODEBUILD_BUILD_SUCCEEDING"';
    await createProject(account, {
      phases: {
        pre_build: { commands: [tell] },
        build: { commands: ["false"] },
        post_build: { commands: [tell] },
      },
    });
    const { build, output } = await run(account);
    expect(output).toEqual(["1", "0"]);
    expect(build.buildStatus).toBe("FAILED");
    expect(phasesOf(build)).toHaveProperty("UPLOAD_ARTIFACTS");
  });

  it("run `finally` whatever the commands did, and fail with it", async () => {
    const account = newAccount();
    await createProject(account, {
      phases: {
        install: { commands: ["true"], finally: ["echo after success"] },
        pre_build: { commands: ["false"], finally: ["echo after failure"] },
      },
    });
    expect((await run(account)).output).toEqual(["after success", "after failure"]);
    const buildspecOverride = JSON.stringify({ version: "0.2", phases: { install: { finally: ["false"] } } });
    expect((await run(account, { buildspecOverride })).build.buildStatus).toBe("FAILED");
  });

  it.each([
    ["ABORT", "build", ["build"]],
    ["CONTINUE", "install", ["install", "pre_build", "build", "post_build"]],
  ])("obey on-failure: %s of a failed %s", async (onFailure, failing, expected) => {
    const account = newAccount();
    const phases = Object.fromEntries(
      ["install", "pre_build", "build", "post_build"].map((phase) => [
        phase,
        phase === failing
          ? { "on-failure": onFailure, commands: [`echo ${phase}`, "false"] }
          : { commands: [`echo ${phase}`] },
      ]),
    );
    await createProject(account, { phases });
    const { build, output } = await run(account);
    expect(output.slice(-expected.length)).toEqual(expected);
    expect(build.buildStatus).toBe("FAILED");
  });

  it("start no later than the specification is right", async () => {
    const account = newAccount();
    await createProject(account, "version: 0.2\nphases:\n  build:\n    commands:\n      - echo a: b\n");
    const { build } = await run(account);
    expect(build.buildStatus).toBe("FAILED");
    expect(build.phases.find(({ phaseType }) => phaseType === "DOWNLOAD_SOURCE")).toMatchObject({
      phaseStatus: "FAILED",
      contexts: [
        { statusCode: "YAML_FILE_ERROR", message: expect.stringContaining("phases.build.commands[0]") },
      ],
    });
  });

  it("end when the time limit passes, with all that they started", async () => {
    const account = newAccount();
    await createProject(
      account,
      commands("(sleep 600; echo never) & echo $! > ../../pid", "cat ../../pid; echo waits", "sleep 600"),
    );
    const id = await startBuild(account, { timeoutInMinutesOverride: 5 });
    await printed(account, id, "waits");
    const [pid = ""] = (await account.buildLog(id)).filter((line) => /^\d+$/.test(line));
    await account.passTime({ minutes: 4 });
    expect((await buildOf(account, id)).buildStatus).toBe("IN_PROGRESS");
    await account.passTime({ minutes: 1 });
    const build = await endedBuild(account, id);
    expect(build.buildStatus).toBe("TIMED_OUT");
    expect(phasesOf(build)).toMatchObject({ BUILD: "TIMED_OUT" });
    await vi.waitFor(() => expect(isAlive(Number(pid))).toBe(false), { timeout: 20_000 });
  });

  it("end when the build is stopped", async () => {
    const account = newAccount();
    await createProject(account, {
      phases: { build: { commands: ["echo waits", "sleep 600"] }, post_build: { commands: ["echo never"] } },
    });
    const id = await startBuild(account);
    await printed(account, id, "waits");
    await expect(account.call("codebuild", "StopBuild", { id })).resolves.toMatchObject({
      build: { id, buildStatus: "STOPPED" },
    });
    const build = await endedBuild(account, id);
    expect(phasesOf(build)).toMatchObject({ BUILD: "STOPPED" });
    expect(await account.buildLog(id)).not.toContain("never");
  });

  it("run again as they were started, once the build has ended", async () => {
    const account = newAccount();
    await createProject(account, commands('echo "$WORD"'));
    const environmentVariablesOverride = [{ name: "WORD", value: "again" }];
    const first = await run(account, { environmentVariablesOverride });
    const answer = await account.call("codebuild", "RetryBuild", { id: first.build.id });
    const { id } = (answer as { build: { id: string } }).build;
    expect(await endedBuild(account, id)).toMatchObject({ buildNumber: 2, buildStatus: SUCCEEDED });
    expect(await account.buildLog(id)).toContain("again");
  });

  it.each([
    ["is no YAML", "version: 0.2\nphases: {", "YAML_FILE_ERROR"],
    ["has another version", "version: 0.1\nphases: {}\n", "version 0.2"],
    ["has a key that is none", "version: 0.2\nphases:\n  prebuild: {}\n", "prebuild"],
  ])("start with none when the specification %s", async (_what, buildspecOverride, message) => {
    const account = newAccount();
    await createProject(account, commands("echo never"));
    const { build } = await run(account, { buildspecOverride });
    const { contexts } = build.phases.find(({ phaseType }) => phaseType === "DOWNLOAD_SOURCE") ?? {};
    expect(JSON.stringify(contexts)).toContain(message);
    expect(contexts).toMatchObject([{ statusCode: "YAML_FILE_ERROR" }]);
  });
});
