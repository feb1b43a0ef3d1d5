import { expect, it } from "vitest";
import { commands, createProject, run } from "./builds";
import { anyEvent, messages, putQueueRule, putRule } from "./event-rules";
import { onLocalAws, type TestAccount } from "./on-local-aws";

async function loggedLines(account: TestAccount, logs: object): Promise<string[]> {
  const { groupName, streamName } = logs as { groupName: string; streamName: string };
  const input = { logGroupName: groupName, logStreamName: streamName, startFromHead: true };
  const { events } = (await account.call("logs", "GetLogEvents", input)) as { events: { message: string }[] };
  return events.map(({ message }) => message.replace(/\n$/, ""));
}

const failing = { phases: { build: { commands: ["echo before", "false"] } } };

onLocalAws("What is told of a build", (newAccount) => {
  it("is in the log group of its project, made where it is missing", async () => {
    const account = newAccount();
    await createProject(account, commands("echo out", "echo err >&2"));
    const { build, log } = await run(account);
    const [, uuid] = build.id.split(":");
    expect(build.logs).toMatchObject({ groupName: "/aws/codebuild/build", streamName: uuid });
    expect(log).toEqual(expect.arrayContaining(["out", "err"]));
    expect(await loggedLines(account, build.logs)).toEqual(log);
  });

  it("is in the group that the project names, or in none where its logs are disabled", async () => {
    const account = newAccount();
    await createProject(account, commands("echo out"), {
      logsConfig: { cloudWatchLogs: { status: "ENABLED", groupName: "own" } },
    });
    const { build } = await run(account);
    expect(await loggedLines(account, build.logs)).toContain("out");
    const logsConfigOverride = { cloudWatchLogs: { status: "DISABLED" } };
    const disabled = await run(account, { logsConfigOverride });
    expect(disabled.build.logs).not.toHaveProperty("groupName");
    expect(disabled.log).toContain("out");
  });

  it("is on the bus: each phase that ends, and the build's start and end", async () => {
    const account = newAccount();
    await putQueueRule(account, {}, { EventPattern: '{"source":["aws.codebuild"]}' });
    await createProject(account, failing);
    const { build } = await run(account);
    const END_OF_BUILD = 12;
    await expect.poll(() => account.deliveries()).toHaveLength(END_OF_BUILD);
    const delivered = await account.deliveries();
    const details = delivered.map(({ event }) => event.detail as Record<string, unknown>);
    expect(
      details.map(
        (detail) =>
          detail["build-status"] ?? `${detail["completed-phase"]} ${detail["completed-phase-status"]}`,
      ),
    ).toEqual([
      "IN_PROGRESS",
      "SUBMITTED SUCCEEDED",
      "QUEUED SUCCEEDED",
      "PROVISIONING SUCCEEDED",
      "DOWNLOAD_SOURCE SUCCEEDED",
      "INSTALL SUCCEEDED",
      "PRE_BUILD SUCCEEDED",
      "BUILD FAILED",
      "POST_BUILD SUCCEEDED",
      "UPLOAD_ARTIFACTS SUCCEEDED",
      "FINALIZING SUCCEEDED",
      "FAILED",
    ]);
    expect(delivered.at(-1)?.event).toMatchObject({
      "detail-type": "CodeBuild Build State Change",
      resources: [build.arn],
      detail: {
        "build-id": build.arn,
        "project-name": "build",
        "current-phase": "COMPLETED",
        "additional-information": {
          "build-complete": true,
          "build-number": 1,
          initiator: "root",
          "build-start-time": expect.stringMatching(/^[A-Z][a-z]{2} \d+, \d{4} \d+:\d\d:\d\d [AP]M$/),
          logs: { "group-name": "/aws/codebuild/build" },
        },
      },
    });
    expect(details[7]).toMatchObject({
      "completed-phase-context":
        "[COMMAND_EXECUTION_ERROR: Error while executing command: false. Reason: exit status 1]",
    });
    expect(await messages(account)).not.toEqual([]);
  });

  it("names the rule that started the build", async () => {
    const account = newAccount();
    await createProject(account, commands("echo $CODEBUILD_INITIATOR $WORD"));
    const override = { environmentVariablesOverride: [{ name: "WORD", value: "hello" }] };
    await putRule(account, {
      Arn: account.arn("codebuild", "project/build"),
      RoleArn: await account.createRole("events", "events.amazonaws.com", ["codebuild:StartBuild"]),
      Input: JSON.stringify(override),
    });
    await account.putEvent(anyEvent);
    const [delivery] = await account.deliveries();
    const { ids } = (await account.call("codebuild", "ListBuilds")) as { ids: [string] };
    expect(delivery).toMatchObject({ outcome: "delivered", detail: ids[0] });
    await expect.poll(() => account.buildLog(ids[0])).toContain("rule/rule hello");
  });
});
