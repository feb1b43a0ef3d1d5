import { expect, it, vi } from "vitest";
import { builds, firstRun, recordEvents } from "./executions";
import { fakeBuild } from "./fake-actions";
import { onLocalAws } from "./on-local-aws";

vi.mock("../../../local/aws/codepipeline/actions/index", () => vi.importActual("./fake-actions"));
vi.mock("../../../local/aws/codepipeline/artifacts/execution-artifacts", () =>
  vi.importActual("./fake-artifacts"),
);

const stage = (name: string, ...actions: object[]) => ({ name, actions });

onLocalAws("an execution", (newAccount) => {
  it("runs one stage after the other", async () => {
    const account = newAccount();
    const run = await firstRun(account, [
      stage("Build", builds("waits")),
      stage("Test", builds("succeeds", { name: "Test" })),
    ]);
    const build = await fakeBuild(account.accountId, "Build");
    expect(await run.states()).toEqual(["Source/Image Succeeded", "Build/Build InProgress"]);
    build.succeed();
    expect(await run.end()).toBe("Succeeded");
    expect(await run.states()).toEqual([
      "Source/Image Succeeded",
      "Build/Build Succeeded",
      "Test/Test Succeeded",
    ]);
  });

  it("runs the actions of a run order beside each other, and the next run order after all of them", async () => {
    const account = newAccount();
    const run = await firstRun(account, [
      stage(
        "Build",
        builds("waits", { name: "One" }),
        builds("waits", { name: "Other" }),
        builds("succeeds", { name: "After", runOrder: 2 }),
      ),
    ]);
    const [one, other] = await Promise.all(
      ["One", "Other"].map((name) => fakeBuild(account.accountId, name)),
    );
    other?.succeed();
    expect(await run.states()).not.toContain("Build/After Succeeded");
    one?.succeed();
    expect(await run.end()).toBe("Succeeded");
    expect(await run.states()).toContain("Build/After Succeeded");
  });

  it("lets the actions beside a failed one finish, and begins nothing after it", async () => {
    const account = newAccount();
    const run = await firstRun(account, [
      stage(
        "Build",
        builds("fails", { name: "One" }),
        builds("waits", { name: "Other" }),
        builds("succeeds", { name: "After", runOrder: 2 }),
      ),
      stage("Test", builds("succeeds", { name: "Test" })),
    ]);
    const other = await fakeBuild(account.accountId, "Other");
    other.succeed();
    expect(await run.end()).toBe("Failed");
    expect(await run.states()).toEqual([
      "Source/Image Succeeded",
      "Build/One Failed",
      "Build/Other Succeeded",
    ]);
    expect(await run.summary()).toBe("The action 'One' failed: JobFailed: the build failed");
  });

  it("fails at an action of a kind that the local AWS cannot carry out, and says so", async () => {
    const account = newAccount();
    const deploy = {
      name: "Deploy",
      actionTypeId: { category: "Deploy", owner: "AWS", provider: "S3", version: "1" },
      configuration: { BucketName: "bucket", Extract: "true" },
      inputArtifacts: [{ name: "image" }],
    };
    const run = await firstRun(account, [stage("Deploy", deploy)]);
    expect(await run.end()).toBe("Failed");
    expect((await run.action("Deploy")).output.executionResult.errorDetails).toEqual({
      code: "ConfigurationError",
      message: expect.stringContaining("cannot carry out Deploy/AWS/S3"),
    });
  });

  it("fails where its pipeline's role is gone", async () => {
    const account = newAccount();
    const run = await firstRun(account, [stage("Build", builds("waits"))]);
    (await fakeBuild(account.accountId, "Build")).succeed();
    await run.end();
    await account.client.query("iam", "DeleteRolePolicy", { RoleName: "pipeline", PolicyName: "actions" });
    await account.client.query("iam", "DeleteRole", { RoleName: "pipeline" });
    const second = await account.run("pipeline");
    expect(await second.end()).toBe("Failed");
    expect((await second.action("Image")).output.executionResult.errorDetails?.code).toBe("AccessDenied");
  });

  it("fails at an action that takes longer than it may", async () => {
    const account = newAccount();
    const run = await firstRun(account, [stage("Build", builds("waits"))]);
    await fakeBuild(account.accountId, "Build");
    await account.passTime({ minutes: 36 * 60 });
    expect(await run.end()).toBe("Failed");
    expect((await run.action("Build")).output.executionResult.errorDetails?.message).toContain(
      "2160 minutes",
    );
  });

  it("ends quietly when its pipeline is deleted", async () => {
    const account = newAccount();
    const events = await recordEvents(account);
    await firstRun(account, [stage("Build", builds("waits"))]);
    const { context } = await fakeBuild(account.accountId, "Build");
    await account.call("codepipeline", "DeletePipeline", { name: "pipeline" });
    expect(context.signal.aborted).toBe(true);
    const inBuild = async () => (await events()).filter(({ detail }) => detail.action === "Build");
    while ((await inBuild()).length === 0);
    expect((await inBuild()).map(({ detail }) => detail.state)).toEqual(["STARTED"]);
  });

  it("finishes its actions in progress when its pipeline is updated, and is cancelled then", async () => {
    const account = newAccount();
    const run = await firstRun(account, [
      stage("Build", builds("waits"), builds("succeeds", { name: "After", runOrder: 2 })),
    ]);
    const build = await fakeBuild(account.accountId, "Build");
    const { pipeline } = (await account.call("codepipeline", "GetPipeline", { name: "pipeline" })) as {
      pipeline: object;
    };
    await account.call("codepipeline", "UpdatePipeline", { pipeline });
    expect(await run.status()).toBe("InProgress");
    build.succeed();
    expect(await run.end()).toBe("Cancelled");
    expect(await run.states()).toEqual(["Source/Image Succeeded", "Build/Build Succeeded"]);
  });
});
