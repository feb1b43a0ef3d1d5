import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { actionPins } from "../../../../../modules/github/workflow/action-pins";
import {
  type DeployWorkflowOptions,
  type DeployWorkflowProps,
  deployWorkflow,
  sessionDurationInSeconds,
  workflowFileName,
} from "../../../../../modules/github/workflow/workflow";
import { parsedWorkflow, type WorkflowStep, workflowProblems } from "../../../../support/parsed-workflow";
import { workflowCalls } from "../../../../support/workflow-calls";
import { workflowProps, workflowVariants } from "../../../../support/workflow-props";

const variants = Object.entries(workflowVariants).map(([name, props]) => ({ name, props }));

const written = (options: Partial<DeployWorkflowProps> = {}) =>
  parsedWorkflow(deployWorkflow({ ...workflowProps, ...options }));

const steps = (options: Partial<DeployWorkflowProps> = {}): readonly WorkflowStep[] =>
  written(options).jobs.deploy.steps;

function step(name: RegExp, options: Partial<DeployWorkflowProps> = {}): WorkflowStep {
  const found = steps(options).find((one) => name.test(one.name));
  if (found === undefined) throw new Error(`No step is called ${name}.`);
  return found;
}

describe("a written workflow", () => {
  it.each(variants)("is valid for GitHub's own parser: $name", async ({ props }) => {
    expect(await workflowProblems(deployWorkflow(props))).toEqual([]);
  });

  it.each([
    ["an unknown key", "runs-on:", "run-on:"],
    ["an expression that does not parse", "steps.image.outputs.image }}", "steps.image.outputs. }}"],
    ["an unknown context", "vars.MY_SHOP_ECS_CLUSTER", "variables.MY_SHOP_ECS_CLUSTER"],
    ["an unknown permission", "id-token: write", "id-tokens: write"],
    ["a broken indentation", "    steps:", "   steps:"],
    ["an event that does not exist", "  push:", "  pushed:"],
  ])("that is broken by %s is noticed by that parser", async (_, part, broken) => {
    const text = deployWorkflow(workflowProps);
    expect(text).toContain(part);
    expect(await workflowProblems(text.replace(part, broken))).not.toEqual([]);
  });

  it.each(variants)("is the same text every time, with no blank at a line's end: $name", ({ props }) => {
    const text = deployWorkflow(props);
    expect(text).toBe(deployWorkflow(structuredClone(props)));
    expect(text).not.toMatch(/[ \t\r]\n|\n\n\n/);
    expect(text).toMatch(/[^\n]\n$/);
  });

  it("says in its first lines where it comes from and how it is written again", () => {
    expect(deployWorkflow(workflowProps).split("\n").slice(0, 2)).toEqual([
      expect.stringContaining('settings of the stack "my-shop"'),
      "#   npm run workflow -- my-shop --output .github/workflows/deploy-my-shop.yml",
    ]);
    expect(workflowFileName("my-shop")).toBe(workflowProps.fileName);
  });

  it("runs on a push to the branch, and by hand for no other branch", () => {
    const { on, jobs } = written({ branch: "release/1" });
    expect(on).toEqual({ push: { branches: ["release/1"] }, workflow_dispatch: null });
    expect(jobs.deploy.if).toBe("github.ref == 'refs/heads/release/1'");
  });

  it("takes a branch by its letters, in the filter and in the condition", () => {
    const { on, jobs } = written({ branch: "it's-c++" });
    expect(on.push.branches).toEqual(["it's-c\\+\\+"]);
    expect(jobs.deploy.if).toBe("github.ref == 'refs/heads/it''s-c++'");
  });

  it("can be limited to files", () => {
    expect(written({ pathFilters: ["app/**", "!app/docs/**"] }).on.push).toMatchObject({
      paths: ["app/**", "!app/docs/**"],
    });
  });

  it("gives its token no permission but to read the repository, and to ask for the role where it has one", () => {
    expect(written().permissions).toEqual({});
    expect(written().jobs.deploy.permissions).toEqual({ contents: "read", "id-token": "write" });
    expect(written({ identity: "access-key" }).jobs.deploy.permissions).toEqual({ contents: "read" });
  });

  it("lets the releases of an entry wait for each other, and cuts none short", () => {
    expect(written().concurrency).toEqual({ group: "deploy-my-shop", "cancel-in-progress": false });
    expect(written({ stack: "blog" }).concurrency.group).toBe("deploy-blog");
  });

  it("is named, placed and timed as the settings say", () => {
    expect(written({ workflowName: "Release: #1" }).name).toBe("Release: #1");
    expect(written({ environment: "on", runsOn: ["self-hosted", "1"], timeoutInMinutes: 20 })).toMatchObject({
      jobs: { deploy: { environment: "on", "runs-on": ["self-hosted", "1"], "timeout-minutes": 20 } },
    });
    expect(written()).toMatchObject({
      name: "Deploy my-shop to ECS",
      jobs: { deploy: { "runs-on": "ubuntu-latest", "timeout-minutes": 60 } },
    });
    expect(written().jobs.deploy).not.toHaveProperty("environment");
  });

  it("takes text of the settings for text, also where it looks like an expression", () => {
    expect(written({ environment: `a \${{ github.token }}` }).jobs.deploy.environment).toBe(
      `a \${{ '\${{' }} github.token }}`,
    );
  });
});

describe("the steps of a workflow", () => {
  it.each(variants)("use every action by a whole commit, with its version beside it: $name", ({ props }) => {
    const lines = deployWorkflow({ ...props, pinActions: "commit" })
      .split("\n")
      .filter((line) => line.includes("uses:"));
    expect(lines).toHaveLength(Object.keys(actionPins).length);
    for (const line of lines) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("use them by their majors where the settings say so", () => {
    expect(steps({ pinActions: "major" }).flatMap(({ uses }) => uses ?? [])).toEqual([
      "actions/checkout@v7",
      "aws-actions/configure-aws-credentials@v6",
      "aws-actions/amazon-ecr-login@v2",
      "aws-actions/amazon-ecs-render-task-definition@v1",
      "aws-actions/amazon-ecs-deploy-task-definition@v2",
    ]);
  });

  it("leave no token of GitHub's behind", () => {
    expect(step(/Check out/).with).toEqual({ "persist-credentials": false });
  });

  it("assume the role by OpenID Connect, or use the key of the secrets", () => {
    expect(step(/credentials/).with).toEqual({
      "aws-region": `\${{ vars.MY_SHOP_AWS_REGION }}`,
      "role-to-assume": `\${{ vars.MY_SHOP_AWS_ROLE_ARN }}`,
    });
    expect(step(/credentials/, { identity: "access-key" }).with).toEqual({
      "aws-region": `\${{ vars.MY_SHOP_AWS_REGION }}`,
      "aws-access-key-id": `\${{ secrets.MY_SHOP_AWS_ACCESS_KEY_ID }}`,
      "aws-secret-access-key": `\${{ secrets.MY_SHOP_AWS_SECRET_ACCESS_KEY }}`,
    });
  });

  it("name the audience, the session's length and the masked account only where they are not the usual ones", () => {
    const options = { audience: "https://example.com", timeoutInMinutes: 90, maskAccountId: true };
    expect(step(/credentials/, options).with).toMatchObject({
      audience: "https://example.com",
      "role-duration-seconds": 5400,
      "mask-aws-account-id": true,
    });
    expect(step(/credentials/, { audience: "sts.amazonaws.com", timeoutInMinutes: 60 }).with).toEqual(
      step(/credentials/).with,
    );
  });

  it.each<[DeployWorkflowOptions, number]>([
    [{}, 3600],
    [{ timeoutInMinutes: 10 }, 3600],
    [{ timeoutInMinutes: 61 }, 3660],
  ])("with %o need a session of %d seconds", (options, seconds) => {
    expect(sessionDurationInSeconds(options)).toBe(seconds);
  });

  it.each(variants)("paste no expression into a script: $name", ({ props }) => {
    const scripts = parsedWorkflow(deployWorkflow(props)).jobs.deploy.steps.flatMap(({ run }) => run ?? []);
    expect(scripts).toHaveLength(2);
    for (const script of scripts) expect(script).not.toContain(`\${{`);
  });

  it.each(variants)(
    "have scripts that bash reads, with every variable set and quoted: $name",
    ({ props }) => {
      for (const { run, env = {} } of parsedWorkflow(deployWorkflow(props)).jobs.deploy.steps) {
        if (run === undefined) continue;
        const read = spawnSync("bash", ["-n"], { input: run, encoding: "utf8" });
        expect(read.stderr).toBe("");
        expect(read.status).toBe(0);
        const known = new Set([...Object.keys(env), "image", "digest", "RUNNER_TEMP", "GITHUB_OUTPUT"]);
        const named = [...run.matchAll(/\$(\w+)/g)].map(([, name = ""]) => name);
        expect(named.filter((name) => !known.has(name))).toEqual([]);
        // Outside an assignment each stands between quotation marks.
        const bare = run.replaceAll(/"[^"]*"|'[^']*'|#.*/g, "").match(/\$\w+/g);
        expect(bare).toBeNull();
      }
    },
  );

  it("hand the settings of the image to docker, through the environment", () => {
    const { env, run } = step(/Build/, {
      dockerfile: "docker/app",
      context: "app",
      platform: "linux/arm64",
      buildArguments: { VERSION: "1.0", NOTE: "a: b #c" },
    });
    expect(env).toMatchObject({
      REPOSITORY: `\${{ steps.ecr.outputs.registry }}/\${{ vars.MY_SHOP_ECR_REPOSITORY }}`,
      COMMIT: `\${{ github.sha }}`,
      DOCKERFILE: "docker/app",
      CONTEXT: "app",
      PLATFORM: "linux/arm64",
      BUILD_ARGUMENT_VERSION: "1.0",
      BUILD_ARGUMENT_NOTE: "a: b #c",
    });
    expect(run).toContain('--platform "$PLATFORM"');
    expect(run).toContain('--build-arg "VERSION=$BUILD_ARGUMENT_VERSION"');
  });

  it("keep out of the script a build argument whose name would be part of it", () => {
    expect(step(/Build/, { buildArguments: { 'A" $(id)': "x" } })).toEqual(step(/Build/));
  });

  it("fetch the base, put the image into it, deploy, and wait", () => {
    expect(step(/Fetch/).env).toEqual({
      BUCKET: `\${{ vars.MY_SHOP_TASK_DEFINITION_BUCKET }}`,
      KEY: `\${{ vars.MY_SHOP_TASK_DEFINITION_KEY }}`,
    });
    expect(step(/Put the image/)).toMatchObject({
      id: "task-definition",
      with: {
        "task-definition": `\${{ runner.temp }}/task-definition.json`,
        "container-name": `\${{ vars.MY_SHOP_ECS_CONTAINER }}`,
        image: `\${{ steps.image.outputs.image }}`,
      },
    });
    expect(step(/Deploy/, { waitInMinutes: 45 }).with).toEqual({
      "task-definition": `\${{ steps.task-definition.outputs.task-definition }}`,
      cluster: `\${{ vars.MY_SHOP_ECS_CLUSTER }}`,
      service: `\${{ vars.MY_SHOP_ECS_SERVICE }}`,
      "wait-for-service-stability": true,
      "wait-for-minutes": 45,
    });
  });

  it("are those whose calls are listed", () => {
    const names = steps().map(({ name }) => name);
    expect(names.slice(2)).toEqual(workflowCalls.map(({ step: name }) => name));
  });
});
