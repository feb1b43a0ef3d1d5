import { expect, it } from "vitest";
import { jobNamed, told } from "../../../support/workflow-runs";
import { onLocalAws } from "../../local-aws/on-local-aws";
import { Project, printedBy, value, workflowOf } from "./jobs";

const machine = { "runs-on": "ubuntu-latest" };

onLocalAws(
  "the jobs of a workflow",
  (newAccount, behind) => {
    const project = async (files?: Record<string, string>) => {
      const made = new Project(newAccount(), behind);
      await made.commit(files);
      return made;
    };
    const workflow = (jobs: object, more: object = {}) =>
      JSON.stringify({ on: { push: {}, workflow_dispatch: {} }, ...more, jobs });

    it("run after those that they need, with their outputs, but for one that holds a secret", async () => {
      const app = await project();
      await app.setSecret("TOKEN", "very-secret");
      const run = await app.run(
        workflow({
          last: {
            ...machine,
            needs: ["first"],
            steps: [
              {
                run: `echo "${value("needs.first.outputs.a")}-${value("needs.first.outputs.b")}-${value("needs.first.result")}"`,
              },
            ],
          },
          first: {
            ...machine,
            outputs: { a: value("steps.one.outputs.a"), b: value("secrets.TOKEN") },
            steps: [{ id: "one", run: 'echo "a=1" >> "$GITHUB_OUTPUT"' }],
          },
        }),
      );
      expect(run.jobs.map(({ name }) => name)).toEqual(["first", "last"]);
      expect(jobNamed(run, "last").steps.map(printedBy), told(run)).toEqual([["1--success"]]);
    });

    it("are skipped when one that they need fails, unless they ask for that", async () => {
      const steps = [{ run: "true" }];
      const run = await (await project()).run(
        workflow({
          fails: { ...machine, steps: [{ run: "false" }] },
          after: { ...machine, needs: "fails", steps },
          later: { ...machine, needs: "after", steps },
          mends: { ...machine, needs: "fails", if: "failure()", steps },
          always: { ...machine, needs: "later", if: "always()", steps },
        }),
      );
      expect(Object.fromEntries(run.jobs.map(({ name, conclusion }) => [name, conclusion]))).toEqual({
        fails: "failure",
        after: "skipped",
        later: "skipped",
        mends: "success",
        always: "success",
      });
      expect(run.conclusion).toBe("failure");
    });

    it("have a machine of their own each", async () => {
      const run = await (await project()).run(
        workflow({
          a: { ...machine, steps: [{ run: 'touch here; echo "A=1" >> "$GITHUB_ENV"' }] },
          b: { ...machine, needs: "a", steps: [{ run: 'ls; echo "[$A]"' }] },
        }),
      );
      expect(jobNamed(run, "b").steps.map(printedBy)).toEqual([["[]"]]);
    });

    it("know what started them", async () => {
      const app = await project();
      const { sha } = await app.repository.commit({
        branch: "release/1",
        files: { a: "1" },
        message: "Release",
      });
      const text = workflowOf([
        {
          run: `echo "${value("github.event.head_commit.message")} $GITHUB_SHA $GITHUB_REF_NAME $GITHUB_ACTOR $GITHUB_REPOSITORY"`,
        },
      ]);
      const run = await app.run(text, { branch: "release/1", actor: "mona" });
      expect(jobNamed(run).steps.map(printedBy)).toEqual([
        [`Release ${sha} release/1 mona shop/${app.name}`],
      ]);
    });

    it("get the inputs of a workflow that is started by hand", async () => {
      const inputs = { level: { default: "info", type: "string" }, name: { required: true, type: "string" } };
      const text = workflowOf(
        [{ run: `echo ${value("inputs.level")} ${value("inputs.name")}` }],
        {},
        {
          on: { workflow_dispatch: { inputs } },
        },
      );
      const app = await project();
      const run = await app.run(text, { event: "workflow_dispatch", inputs: { name: "x" } });
      expect(jobNamed(run).steps.map(printedBy)).toEqual([["info x"]]);
      await expect(app.run(text, { event: "workflow_dispatch" })).rejects.toThrow("Required input 'name'");
      await expect(app.run(text)).rejects.toThrow('is not started by "push"');
    });

    it("tell their environment and their group, and wait for nobody", async () => {
      const run = await (await project()).run(
        workflowOf([{ run: "true" }], {
          environment: { name: "production" },
          concurrency: { group: `deploy-${value("github.ref_name")}`, "cancel-in-progress": true },
        }),
      );
      expect(jobNamed(run)).toMatchObject({
        environment: "production",
        concurrency: { group: "deploy-main", cancelInProgress: true },
      });
    });

    it("are read from the only workflow file of the branch, else from the one that is named", async () => {
      const text = workflowOf([{ run: "echo a" }]);
      const app = await project({ ".github/workflows/a.yml": text });
      expect((await app.run(undefined)).conclusion).toBe("success");
      await app.commit({ ".github/workflows/b.yml": workflowOf([{ run: "false" }]) });
      await expect(app.run(undefined)).rejects.toThrow(".github/workflows has 2 workflows");
      expect((await app.run(undefined, { path: ".github/workflows/b.yml" })).conclusion).toBe("failure");
    });

    it("are refused as GitHub refuses them, with its messages", async () => {
      const app = await project();
      const broken = workflowOf([{ run: `echo ${value("nothing.at.all")}` }], { "run-on": "x" });
      const refused = expect(app.run(broken)).rejects;
      await refused.toThrow("Unexpected value 'run-on'");
      await refused.toThrow("Unrecognized named-value: 'nothing'");
    });

    it.each([
      [
        "a matrix",
        workflowOf([{ run: "true" }], { strategy: { matrix: { a: [1] } } }),
        '"jobs.job.strategy"',
      ],
      ["a container", workflowOf([{ run: "true" }], { container: "node" }), '"jobs.job.container"'],
      ["another machine", workflowOf([{ run: "true" }], { "runs-on": "windows-latest" }), "windows-latest"],
      ["a shell", workflowOf([{ run: "true", shell: "pwsh" }]), 'the shell "pwsh"'],
      ["a function", workflowOf([{ run: value("hashFiles('a')") }]), "hashFiles()"],
      ["a fact of the event", workflowOf([{ run: value("github.event.head_commit.tree_id") }]), "tree_id"],
      ["a command", workflowOf([{ run: "echo '::set-output name=a::b'" }]), '"::set-output::"'],
      ["an action", workflowOf([{ uses: "actions/cache@v4" }]), "actions/cache@v4"],
      ["a release", workflowOf([{ uses: "actions/checkout@v4" }]), "actions/checkout@v4"],
      ["an input", workflowOf([{ uses: "actions/checkout@v7", with: { lfs: true } }]), '"lfs: true"'],
      ["no input", workflowOf([{ uses: "actions/checkout@v7", with: { deep: 1 } }]), '"deep"'],
    ])("say where to add what they do not play: %s", async (_name, text, words) => {
      const failing = (await project()).run(text);
      await expect(failing).rejects.toThrow(words);
      await expect(failing).rejects.toThrow(/Add it to local\/github\/actions\/[a-z/-]+\.ts\.$/);
    });
  },
  ["bash"],
);
