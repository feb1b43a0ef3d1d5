import { expect, it } from "vitest";
import { decideDockerRuns, dockerRuns } from "../../../../local/aws/local-containers";
import { conclusions, jobNamed, told } from "../../../support/workflow-runs";
import { onLocalAws } from "../../local-aws/on-local-aws";
import { Project, printed, value, workflowOf } from "./jobs";

const hello = { name: "hello", run: "echo hello" };

onLocalAws(
  "the steps of a job",
  (newAccount, behind) => {
    const project = async (files?: Record<string, string>) => {
      const made = new Project(newAccount(), behind);
      await made.commit(files);
      return made;
    };

    it("hand values on by GitHub's files, also of several lines, and put folders on the path", async () => {
      const app = await project();
      const run = await app.run(
        workflowOf([
          {
            id: "first",
            run: [
              'echo "one=1=1" >> "$GITHUB_OUTPUT"',
              'printf "many<<END\\na\\nb=c\\nEND\\n" >> "$GITHUB_OUTPUT"',
              'echo "KEPT=yes" >> "$GITHUB_ENV"',
              'echo "GITHUB_REF=other" >> "$GITHUB_ENV"',
              'mkdir tools && printf "#!/bin/sh\\necho tool\\n" > tools/tool && chmod +x tools/tool',
              'echo "$PWD/tools" >> "$GITHUB_PATH"',
              'echo "[$KEPT]"',
            ].join("\n"),
          },
          {
            env: { ONE: value("steps.first.outputs.one"), MANY: value("steps.first.outputs.many") },
            run: 'echo "$ONE $MANY $KEPT $GITHUB_REF"; tool',
          },
        ]),
      );
      expect(run.conclusion, told(run)).toBe("success");
      expect(printed(run)).toEqual([["[]"], ["1=1 a", "b=c yes refs/heads/main", "tool"]]);
      expect(jobNamed(run).steps[0]?.outputs).toEqual({ one: "1=1", many: "a\nb=c" });
    });

    it("fail on a value of several lines that does not end", async () => {
      const run = await (await project()).run(workflowOf([{ run: 'echo "a<<END" >> "$GITHUB_OUTPUT"' }]));
      expect(jobNamed(run).steps[0]?.log.at(-1)).toBe(
        "##[error]Invalid value. Matching delimiter not found 'END'",
      );
    });

    it("see the variables of the workflow, the job and the step, the nearest first", async () => {
      const run = await (await project()).run(
        workflowOf(
          [{ run: 'echo "$A $B $C"', env: { C: `${value("env.A")}-step` } }],
          { env: { B: "job", C: "job" } },
          { env: { A: "workflow", B: "workflow", C: "workflow" } },
        ),
      );
      expect(printed(run)).toEqual([["workflow job workflow-step"]]);
    });

    it("have nothing of this machine's environment but its path", async () => {
      process.env.ONLY_HERE = "leaked";
      const run = await (await project()).run(workflowOf([{ run: 'echo "[$ONLY_HERE] $MORE"' }]), {
        environmentVariables: { MORE: "given" },
      });
      delete process.env.ONLY_HERE;
      expect(printed(run)).toEqual([["[] given"]]);
    });

    it("run in bash without and, where the workflow names it, with pipefail", async () => {
      const steps = [
        { name: "unnamed", run: "false | true; echo on" },
        { name: "bash", shell: "bash", run: "false | true; echo on", "continue-on-error": true },
        { name: "sh", shell: "sh", run: 'echo "[$BASH_VERSION]"; false; echo on' },
      ];
      const run = await (await project()).run(workflowOf(steps));
      expect(printed(run)).toEqual([["on"], [], ["[]"]]);
      expect(conclusions(run)).toEqual({ unnamed: "success", bash: "success", sh: "failure" });
    });

    it("take shell and folder from the defaults of the job, then of the workflow", async () => {
      const run = await (await project({ "sub/file": "x", "other/file": "y" })).run(
        workflowOf(
          [
            { uses: "actions/checkout@v7" },
            { run: "cat file; false | true; echo on" },
            { run: "cat file", "working-directory": "other" },
            { run: "true", "working-directory": "missing" },
          ],
          { defaults: { run: { "working-directory": "sub" } } },
          { defaults: { run: { shell: "bash", "working-directory": "other" } } },
        ),
      );
      expect(jobNamed(run).steps.map(({ conclusion }) => conclusion)).toEqual([
        "success",
        "failure",
        "skipped",
        "skipped",
        "success",
      ]);
      expect(printed(run)[1]).toEqual(["x"]);
    });

    it("are skipped after a failure unless their condition asks for another status", async () => {
      const steps = [
        { id: "fails", name: "fails", run: "exit 3" },
        { name: "no condition", run: "true" },
        { name: "another condition", if: "github.ref == 'refs/heads/main'", run: "true" },
        { name: "after failure", if: "failure() && steps.fails.outcome == 'failure'", run: "true" },
        { name: "always", if: value("always()"), run: "true" },
        { name: "cancelled", if: "cancelled()", run: "true" },
        { name: "not so", if: "always() && vars.MISSING == 'x'", run: "true" },
      ];
      const run = await (await project()).run(workflowOf(steps));
      expect(run.conclusion).toBe("failure");
      expect(conclusions(run)).toEqual({
        fails: "failure",
        "no condition": "skipped",
        "another condition": "skipped",
        "after failure": "success",
        always: "success",
        cancelled: "skipped",
        "not so": "skipped",
      });
      expect(jobNamed(run).steps[0]?.log.at(-1)).toBe("##[error]Process completed with exit code 3.");
    });

    it("go on after a failure that they may have, whose outcome stays known", async () => {
      const run = await (await project()).run(
        workflowOf([
          { id: "may", run: "false", "continue-on-error": true },
          { run: `echo ${value("steps.may.outcome")} ${value("steps.may.conclusion")}` },
        ]),
      );
      expect(run.conclusion).toBe("success");
      expect(printed(run)[1]).toEqual(["failure success"]);
    });

    it("show no secret and nothing that was masked, in logs and outputs", async () => {
      const app = await project();
      await app.setSecret("TOKEN", "very-secret");
      const run = await app.run(
        workflowOf([
          {
            run: `echo ${value("secrets.TOKEN")}; echo ::add-mask::hidden; echo "a hidden b"; echo "out=hidden" >> "$GITHUB_OUTPUT"`,
          },
          { run: `echo ${value("github.token")} ${value("secrets.GITHUB_TOKEN")}` },
        ]),
      );
      expect(told(run)).not.toMatch(/very-secret|ghs_/);
      expect(printed(run)).toEqual([["***", "a *** b"], ["*** ***"]]);
      expect(jobNamed(run).steps[0]?.outputs).toEqual({ out: "***" });
    });

    it("speak to the runner by workflow commands", async () => {
      const run = await (await project()).run(
        workflowOf([
          {
            run: 'echo "::error file=a,line=1::broken%0Atwice"; echo ::debug::no; echo ::stop-commands::key; echo ::debug::shown; echo ::key::; echo ::group::a; echo ::endgroup::',
          },
        ]),
      );
      expect(printed(run)).toEqual([
        ["##[error]broken", "twice", "::debug::shown", "##[group]a", "##[endgroup]"],
      ]);
    });

    it("end when their time is up by the account's clock, which fails them", async () => {
      const account = newAccount();
      const app = new Project(account, behind);
      await app.commit();
      const running = app.run(
        workflowOf([{ name: "slow", run: "echo on; sleep 600", "timeout-minutes": 5 }, hello]),
      );
      const run = await passing(account, 6, running);
      expect(conclusions(run)).toEqual({ slow: "failure", hello: "skipped" });
      expect(jobNamed(run).steps[0]?.log.at(-1)).toBe(
        "##[error]The action 'slow' has timed out after 5 minutes.",
      );
    });

    it("are cancelled when the job's time is up", async () => {
      const account = newAccount();
      const app = new Project(account, behind);
      await app.commit();
      const steps = [
        { name: "slow", run: "sleep 600" },
        hello,
        { name: "last", if: "cancelled()", run: "true" },
      ];
      const run = await passing(account, 11, app.run(workflowOf(steps, { "timeout-minutes": 10 })));
      expect(run.conclusion).toBe("cancelled");
      expect(conclusions(run)).toEqual({ slow: "cancelled", hello: "skipped", last: "success" });
    });

    // Time is put forward again and again: nobody outside knows when a step has started.
    const passing = async <T>(
      account: ReturnType<typeof newAccount>,
      minutes: number,
      running: Promise<T>,
    ): Promise<T> => {
      const timer = setInterval(() => void account.passTime({ minutes }), 1_000);
      return running.finally(() => clearInterval(timer));
    };

    it("run no container: what one comes to is decided and told as in builds", async () => {
      const app = await project();
      const { account } = app;
      await account.createImageRepository("team/app");
      const { digest } = await account.pushImage({ repository: "team/app", tag: "1" });
      await decideDockerRuns(account, { repository: "team/app", exitCode: 3, lines: ["migrated"] });
      const HOST = `${account.accountId}.dkr.ecr.${account.region}.amazonaws.com`;
      const run = await app.run(
        workflowOf([
          { run: 'aws ecr get-login-password | docker login --username AWS --password-stdin "$HOST"' },
          { run: 'docker run --env A=1 "$HOST/team/app:1" migrate || echo "exit $?"' },
        ]),
        { environmentVariables: { ...account.environment, HOST } },
      );
      expect(printed(run)).toEqual([["Login Succeeded"], ["migrated", "exit 3"]]);
      expect(await dockerRuns(account)).toMatchObject([
        { repository: "team/app", digest, command: ["migrate"], environment: { A: "1" }, exitCode: 3 },
      ]);
    });

    it("log in to a registry with a password of a key that there is, and no other", async () => {
      const app = await project();
      const { account } = app;
      const HOST = `${account.accountId}.dkr.ecr.${account.region}.amazonaws.com`;
      const run = await app.run(
        workflowOf([{ run: 'echo made-up | docker login --username AWS --password-stdin "$HOST"' }]),
        { environmentVariables: { HOST } },
      );
      expect(printed(run)[0]?.[0]).toMatch(/login attempt .* failed with status: 400 Bad Request$/);
    });

    it("have docker and the AWS CLI, but no credentials", async () => {
      const run = await (await project()).run(
        workflowOf([{ run: "docker --version" }, { run: "aws sts get-caller-identity --region eu-west-1" }]),
      );
      expect(printed(run)[0]).toEqual(["Docker version 0.0.0, build local-aws"]);
      expect(told(run)).toContain("Unable to locate credentials");
    });
  },
  ["bash"],
);
