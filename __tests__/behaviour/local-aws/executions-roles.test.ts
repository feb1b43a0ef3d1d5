import { expect, it, vi } from "vitest";
import { approves, builds, firstRun } from "./executions";
import { fakeBuild } from "./fake-actions";
import { onLocalAws, type TestAccount } from "./on-local-aws";

vi.mock("../../../local/aws/codepipeline/actions/index", () => vi.importActual("./fake-actions"));
vi.mock("../../../local/aws/codepipeline/artifacts/execution-artifacts", () =>
  vi.importActual("./fake-artifacts"),
);

/** A role that another role of its account may assume, or a service only. */
async function createActionRole(account: TestAccount, principal: object): Promise<string> {
  const statement = { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" };
  await account.client.query("iam", "CreateRole", {
    RoleName: "action",
    AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
  });
  return `arn:aws:iam::${account.accountId}:role/action`;
}

onLocalAws("an action of an execution", (newAccount) => {
  it("runs as the pipeline's role in the pipeline's region", async () => {
    const account = newAccount();
    await firstRun(account, [{ name: "Build", actions: [builds("waits")] }]);
    const { context } = await fakeBuild(account.accountId, "Build");
    expect(context.session.arn).toMatch(
      new RegExp(`^arn:aws:sts::${account.accountId}:assumed-role/pipeline/\\d+$`),
    );
    expect(context.client.region).toBe(account.region);
  });

  it("runs as its own role, which the pipeline's assumes, in its own region", async () => {
    const account = newAccount();
    const roleArn = await createActionRole(account, { AWS: account.accountId });
    const run = await firstRun(account, [
      { name: "Build", actions: [builds("waits", { roleArn, region: "us-east-1" })] },
    ]);
    const { context } = await fakeBuild(account.accountId, "Build");
    expect(context.session.roleArn).toBe(roleArn);
    expect(context.client.region).toBe("us-east-1");
    expect((await run.action("Build")).input).toMatchObject({ roleArn, region: "us-east-1" });
  });

  it("fails where its role does not let the pipeline's assume it", async () => {
    const account = newAccount();
    const roleArn = await createActionRole(account, { Service: "codebuild.amazonaws.com" });
    const run = await firstRun(account, [{ name: "Build", actions: [builds("waits", { roleArn })] }]);
    expect(await run.end()).toBe("Failed");
    const { errorDetails } = (await run.action("Build")).output.executionResult;
    expect(errorDetails).toMatchObject({
      code: "AccessDenied",
      message: expect.stringMatching(
        /assumed-role\/pipeline\/\d+ is not authorized to perform: sts:AssumeRole/,
      ),
    });
  });

  it("fails where its role may not do what it does", async () => {
    const account = newAccount();
    await account.client.query("sns", "CreateTopic", { Name: "topic" });
    const configuration = { NotificationArn: account.arn("sns", "topic") };
    const run = await firstRun(account, [{ name: "Approve", actions: [approves({ configuration })] }], {
      roleArn: await account.createRole("powerless", "codepipeline.amazonaws.com"),
    });
    expect(await run.end()).toBe("Failed");
    const { errorDetails } = (await run.action("Approve")).output.executionResult;
    expect(errorDetails?.message).toContain("is not authorized to perform: sns:Publish on resource");
  });
});
