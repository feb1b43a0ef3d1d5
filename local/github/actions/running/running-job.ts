import { writeFileSync } from "node:fs";
import { devNull } from "node:os";
import { join } from "node:path";
import type { LocalAccount } from "../../../aws/local-account";
import { defaultVariables, knownContext } from "../expressions/contexts";
import type { Scope, Status } from "../expressions/evaluate";
import type { ActionJob } from "../uses/action";
import type { Job, Workflow } from "../workflow/workflow";
import type { Conclusion, StepRun } from "../workflow-run";
import type { JobDocker } from "./job-docker";
import type { JobFolders } from "./job-folders";
import type { Masks } from "./masks";

/** A run as its jobs see it. */
export interface RunContext {
  readonly account: LocalAccount;
  readonly githubUrl: string;
  readonly workflow: Workflow;
  readonly github: Readonly<Record<string, unknown>>;
  readonly vars: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, string>>;
  readonly masks: Masks;
  /** Variables of the machine, besides those that every runner has. */
  readonly machine: Readonly<Record<string, string>>;
  /** Asks GitHub for a token of a job. */
  identityToken(audience: string, environment: string | undefined): Promise<string>;
}

/** What a step's `steps.<id>` tells. */
export interface StepResult {
  readonly outcome: Conclusion;
  readonly conclusion: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Everything that the steps of a running job share. */
export class RunningJob {
  /** What the job's own variables and GITHUB_ENV set. */
  readonly variables = new Map<string, string>();
  /** The folders of GITHUB_PATH, the newest first. */
  readonly path: string[] = [];
  readonly results = new Map<string, StepResult>();
  readonly steps: StepRun[] = [];
  status: Status = "success";

  constructor(
    readonly run: RunContext,
    readonly job: Job,
    readonly folders: JobFolders,
    readonly docker: JobDocker,
    private readonly machinePath: string,
    private readonly needs: Readonly<Record<string, unknown>>,
    readonly actionJob: Omit<ActionJob, "signal">,
  ) {
    writeFileSync(this.#eventFile, JSON.stringify(run.github.event));
  }

  /** What expressions of a step can name; `env` with the step's own variables. */
  scope(ofStep: Readonly<Record<string, string>> = {}): Scope {
    const { run, folders, job, needs, results, status } = this;
    const github = { ...run.github, job: job.id, workspace: folders.workspace, event_path: this.#eventFile };
    return {
      status,
      contexts: {
        github: knownContext("github", { ...github, action: "", action_path: "", env: "", path: "" }),
        env: { ...Object.fromEntries(this.variables), ...ofStep },
        vars: run.vars,
        secrets: run.secrets,
        inputs: run.inputs,
        needs,
        steps: Object.fromEntries(results),
        job: knownContext("job", { status }),
        matrix: knownContext("matrix", {}),
        strategy: knownContext("strategy", {}),
        runner: knownContext("runner", {
          os: "Linux",
          arch: "X64",
          name: "local",
          environment: "github-hosted",
          temp: folders.temporary,
          tool_cache: folders.tools,
          debug: "",
        }),
      },
    };
  }

  /** All of the environment of a step. */
  environment(ofStep: Readonly<Record<string, string>> = {}): Record<string, string> {
    const { run, folders, job, docker } = this;
    return {
      HOME: folders.home,
      LANG: "C.UTF-8",
      TMPDIR: folders.temporary,
      DOCKER_HOST: docker.host,
      AWS_ENDPOINT_URL: run.account.endpoint,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      AWS_PAGER: "",
      ...run.machine,
      ...Object.fromEntries(this.variables),
      ...ofStep,
      // Nobody can set these.
      ...defaultVariables(run.github),
      GITHUB_EVENT_PATH: this.#eventFile,
      GITHUB_JOB: job.id,
      GITHUB_WORKSPACE: folders.workspace,
      RUNNER_ARCH: "X64",
      RUNNER_ENVIRONMENT: "github-hosted",
      RUNNER_NAME: "local",
      RUNNER_OS: "Linux",
      RUNNER_TEMP: folders.temporary,
      RUNNER_TOOL_CACHE: folders.tools,
      PATH: [...this.path, this.machinePath].join(":"),
    };
  }

  get #eventFile(): string {
    return join(this.folders.commandFiles, "event.json");
  }
}
