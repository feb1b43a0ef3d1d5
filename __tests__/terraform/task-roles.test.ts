import { afterAll, beforeAll, expect, it } from "vitest";
import { LocalAccount } from "../../local/aws/local-account";
import { createEcsService, registerTaskDefinition } from "../../local/aws/local-ecs-service";
import { openWorkspace } from "../../local/bench";
import type { Workspace } from "../../local/terraform/workspace";
import { onTheBench, theBench } from "../support/on-the-bench";
import { shippedEcrPushToEcs } from "../support/shipped";
import { synthesize } from "../support/synthesize";

// As the shipped entry names them.
const cluster = "example";
const service = "example-image";

interface Policy {
  readonly Statement: readonly { readonly Action: string | readonly string[]; readonly Resource: unknown }[];
}

// One account goes from no service to one whose task definition has both roles: each test goes on where the last one stopped.
onTheBench("the task roles of a service, read in the first plan", () => {
  let account: LocalAccount;
  let workspace: Workspace;

  beforeAll(async () => {
    account = new LocalAccount(theBench().awsEndpoint, "100000000031");
    workspace = await openWorkspace(theBench(), account, synthesize(shippedEcrPushToEcs));
    await workspace.init();
  });
  afterAll(async () => workspace?.close());

  const arn = (role: string) => `arn:aws:iam::${account.accountId}:role/${role}`;

  async function changeRoles(roles: { readonly execution?: string; readonly task?: string }): Promise<void> {
    await registerTaskDefinition(account, { cluster, service, roles });
    await account.call("ecs", "UpdateService", { cluster, service, taskDefinition: service });
  }

  /** What the pipeline's role may pass. */
  async function passed(): Promise<unknown> {
    await workspace.plan();
    const { resource_changes = [] } = await workspace.planJson();
    const change = resource_changes.find(({ address }) => address === "aws_iam_role_policy.codepipeline");
    const after = change?.change.after as { readonly policy: string } | undefined;
    const { Statement } = JSON.parse(after?.policy ?? "") as Policy;
    return Statement.find(({ Action }) => Action === "iam:PassRole")?.Resource;
  }

  it.each([
    ["without the cluster", async () => {}],
    ["without the service", () => account.call("ecs", "CreateCluster", { clusterName: cluster })],
  ])("stop a plan %s", async (_, prepare) => {
    await prepare();
    const { code, stderr } = await workspace.run(["plan"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/no matching ECS Service found\s+with data\.aws_ecs_service\.example,/);
  });

  it("stop a plan where the task definition has none", async () => {
    await createEcsService(account, { cluster, service, roles: {} });
    const { code, stderr } = await workspace.run(["plan"]);
    expect(code).toBe(1);
    expect(stderr).toContain('data.aws_ecs_task_definition.example.task_role_arn is ""');
  });

  it("are one where the task definition has one", async () => {
    await changeRoles({ execution: "execution" });
    expect(await passed()).toBe(arn("execution"));
  });

  it("are both where it has both", async () => {
    await changeRoles({ execution: "execution", task: "task" });
    expect(await passed()).toEqual([arn("task"), arn("execution")]);
  });
});
