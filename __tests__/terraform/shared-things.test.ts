import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { LocalAccount } from "../../local/aws/local-account";
import { createEcsService } from "../../local/aws/local-ecs-service";
import { benchEnvironment } from "../../local/bench";
import { writeCliConfiguration } from "../../local/terraform/cli-configuration";
import type { PlanJson } from "../../local/terraform/plan-json";
import { runCommand } from "../../local/terraform/run-terraform";
import type { GithubToEcsSettings } from "../../settings/schema/github-to-ecs";
import type { StackSettings } from "../../systems";
import { onTheBench, theBench } from "../support/on-the-bench";
import { ProjectCopy } from "../support/project-copy";

const bucket = "shared-things-artifacts";

/** An entry that makes its image repository, its roles, its build and its pipeline, and nothing that others have too. */
const entry = (stack: string): GithubToEcsSettings => ({
  system: "github-to-ecs",
  stack,
  source: {
    type: "connection",
    owner: "shop",
    repository: stack,
    branch: "main",
    connection: { name: "github" },
  },
  artifactStore: { existingBucket: bucket },
  service: { clusterName: "shop", serviceName: stack, containerName: stack },
});

onTheBench("two pipelines on one connection, in what exists", () => {
  let account: LocalAccount;
  let project: ProjectCopy;
  let environment: Readonly<Record<string, string>>;
  let before: readonly string[];

  beforeAll(async () => {
    const bench = theBench();
    account = new LocalAccount(bench.awsEndpoint, "100000000060");
    for (const service of ["basket", "search"]) await createEcsService(account, { cluster: "shop", service });
    await account.createBucket(bucket);
    await account.call("ecr", "CreateRepository", {
      repositoryName: "shop/search",
      imageTagMutability: "IMMUTABLE",
    });
    const kmsKeyArn = await createKey(account);
    before = await account.resources();
    expect(before).toEqual(
      expect.arrayContaining([
        kmsKeyArn,
        expect.stringMatching(/:repository\/shop\/search$/),
        expect.stringContaining(bucket),
      ]),
    );

    const stacks: readonly StackSettings[] = [
      entry("basket"),
      {
        ...entry("search"),
        artifactStore: { existingBucket: bucket, kmsKeyArn },
        imageRepository: { existingRepository: "shop/search" },
      },
      // Last, and yet applied first.
      { system: "github-connection", stack: "github" },
    ];
    project = new ProjectCopy("shared-").setStacks(stacks);
    environment = {
      ...benchEnvironment(bench, account),
      TF_CLI_CONFIG_FILE: await writeCliConfiguration(project.folder, bench.providers),
      CI: "true",
    };
  });
  afterAll(() => project?.remove());

  async function run(command: readonly string[], cwd = project.folder) {
    const { code, stdout, stderr } = await runCommand(command, {
      cwd,
      environment,
      providers: theBench().providers,
    });
    return { code, stdout, said: stdout + stderr };
  }
  const cdktf = (...args: readonly string[]) =>
    run([join(project.folder, "node_modules/.bin/cdktf"), ...args, "--auto-approve", "--skip-provider-lock"]);
  const terraform = (stack: string, ...args: readonly string[]) =>
    run(["terraform", ...args], join(project.folder, "cdktf.out/stacks", stack));
  const push = async (repository: string) => {
    const detected = await account.changeRepository(`shop/${repository}`, {
      branch: "main",
      commit: "0".repeat(40),
    });
    return detected.map(({ pipelineName, started }) => [pipelineName, started !== null]);
  };
  const added = async () => (await account.resources()).filter((resource) => !before.includes(resource));
  const ofType = (resources: readonly string[], type: string) =>
    resources.filter((resource) => resource.includes(type));

  it("are deployed in one go, after the connection that the last entry makes", async () => {
    const { code, said } = await cdktf("deploy", "*");
    expect(code, said).toBe(0);
    expect(ofType(await added(), ":connection/")).toHaveLength(1);
  });

  it.each(["github", "basket", "search"])("have nothing to change afterwards: %s", async (stack) => {
    const { code, said } = await terraform(stack, "plan", "-detailed-exitcode");
    expect(code, said).toBe(0);
  });

  it("push latest where tags can be overwritten, and not where they cannot", async () => {
    const answer = await account.call("codebuild", "BatchGetProjects", { names: ["basket", "search"] });
    const variables = z.array(z.object({ name: z.string(), value: z.string() }));
    const { projects } = z
      .object({ projects: z.array(z.object({ environment: z.object({ environmentVariables: variables }) })) })
      .parse(answer);
    expect(
      projects.map(({ environment: { environmentVariables } }) =>
        environmentVariables.find(({ name }) => name === "PUSH_LATEST"),
      ),
    ).toMatchObject([{ value: "true" }, { value: "false" }]);
  });

  it("are each started by a push to their repository, once the connection is confirmed", async () => {
    expect([await push("basket"), await push("search")]).toEqual([[["basket", false]], [["search", false]]]);
    expect(await account.confirmConnections()).toHaveLength(1);
    expect([await push("basket"), await push("search")]).toEqual([[["basket", true]], [["search", true]]]);
  });

  it("go one by one: the other one and the connection stay and work", async () => {
    const { code, said } = await cdktf("destroy", "basket");
    expect(code, said).toBe(0);
    expect(ofType(await added(), "basket")).toEqual([]);
    expect(await push("search")).toEqual([["search", true]]);
    const plan = await terraform("search", "plan", "-detailed-exitcode");
    expect(plan.code, plan.said).toBe(0);
  });

  it("keep the connection: the CLI refuses to destroy it before them", async () => {
    const { code, said } = await cdktf("destroy", "github");
    expect(code).not.toBe(0);
    expect(said).toContain("dependant stacks are not included");
  });

  it("show every policy whole in a first plan: the connection's ARN is read, not awaited", async () => {
    expect((await terraform("basket", "plan", "-out=first")).code).toBe(0);
    const { stdout } = await terraform("basket", "show", "-json", "first");
    const { resource_changes = [] } = JSON.parse(stdout) as PlanJson;
    const policies = resource_changes.filter(({ type }) => type === "aws_iam_role_policy");
    expect(policies.map(({ change }) => change.after_unknown)).toEqual([
      expect.not.objectContaining({ policy: true }),
      expect.not.objectContaining({ policy: true }),
    ]);
    expect(JSON.stringify(policies)).toContain(":connection/");
  });

  it("leave bucket, key and repository as they were", async () => {
    const { code, said } = await cdktf("destroy", "*");
    expect(code, said).toBe(0);
    expect(await account.resources()).toEqual(expect.arrayContaining([...before]));
    expect(await added()).toEqual([]);
  });
});

async function createKey(account: LocalAccount): Promise<string> {
  const answer = await account.call("kms", "CreateKey");
  return z.object({ KeyMetadata: z.object({ Arn: z.string() }) }).parse(answer).KeyMetadata.Arn;
}
