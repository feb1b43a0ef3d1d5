import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { LocalAccount } from "../../aws/local-account";
import type { IdentitySettings } from "../identity-settings";
import { LocalRepository } from "../local-repository";
import { githubContext, knownContext } from "./expressions/contexts";
import type { Scope } from "./expressions/evaluate";
import { Masks } from "./running/masks";
import { concurrencyOf, type EndedJob, runJob } from "./running/run-job";
import type { RunContext } from "./running/running-job";
import { eventsOf } from "./triggers/events";
import { actionOf } from "./uses/index";
import { checkInputNames } from "./uses/inputs";
import { parseWorkflow } from "./workflow/parse-workflow";
import { WorkflowRefused } from "./workflow/refusals";
import type { Job, Workflow } from "./workflow/workflow";
import { readWorkflowFile } from "./workflow-file";
import type { Conclusion, WorkflowRun } from "./workflow-run";

/** Which workflow of which commit is run, and by whom. */
export interface RunSettings {
  /** The account whose endpoint the job's AWS is. */
  readonly account: LocalAccount;
  readonly githubUrl: string;
  readonly owner: string;
  readonly repository: string;
  /** The branch whose head is run, whatever branches the workflow is for. */
  readonly branch: string;
  /** @default the only file in `.github/workflows` */
  readonly path?: string;
  /** The workflow itself. @default the file of the commit */
  readonly text?: string;
  /** @default "push" */
  readonly event?: "push" | "workflow_dispatch";
  /** Inputs of a `workflow_dispatch`. @default none */
  readonly inputs?: Readonly<Record<string, string>>;
  /** @default the local GitHub itself */
  readonly actor?: string;
  /** What GitHub's token of a job says otherwise: at another GitHub, or in an organization with subjects of its own. */
  readonly identity?: Pick<IdentitySettings, "issuer" | "subject">;
  /** Variables of the runner's machine, which every step finds in its environment. @default those of every runner */
  readonly environmentVariables?: Readonly<Record<string, string>>;
}

const DEFAULT_PATH = ".github/workflows/workflow.yml";
let runs = 0;

/** Runs the jobs of a workflow on this machine, step by step, and answers with what came of them. */
export async function runWorkflow(settings: RunSettings): Promise<WorkflowRun> {
  const { githubUrl, owner, repository, text } = settings;
  const file =
    text === undefined ? await readWorkflowFile(settings) : { path: settings.path ?? DEFAULT_PATH, text };
  const workflow = await parseWorkflow(file.path, file.text);
  const event = settings.event ?? "push";
  if (!eventsOf(workflow).has(event)) {
    throw new WorkflowRefused(`${file.path} is not started by "${event}".`);
  }
  checkActions(workflow);

  const local = new LocalRepository(githubUrl, owner, repository);
  const { sha, message } = await headOf(settings);
  const run = await contextOf(settings, { workflow, path: file.path, event, sha, message }, local);
  const ended = new Map<string, EndedJob>();
  for (const job of inOrder(workflow.jobs)) ended.set(job.id, await runJob(run, job, ended));
  return {
    conclusion: conclusionOf([...ended.values()].map(({ result }) => result)),
    jobs: [...ended.values()].map((one) => one.run),
    concurrency: concurrencyOf(workflow.concurrency, scopeOf(run)),
  };
}

interface Started {
  readonly workflow: Workflow;
  readonly path: string;
  readonly event: "push" | "workflow_dispatch";
  readonly sha: string;
  readonly message: string;
}

async function contextOf(
  settings: RunSettings,
  { workflow, path, event, sha, message }: Started,
  local: LocalRepository,
): Promise<RunContext> {
  const { account, githubUrl, owner, repository, branch, actor = "local-github" } = settings;
  runs += 1;
  const runId = String(runs);
  const token = `ghs_${randomBytes(18).toString("hex")}`;
  const workflowName = workflow.name ?? path;
  const given = settings.inputs ?? {};
  const inputs = event === "workflow_dispatch" ? dispatchInputs(workflow, given) : {};
  const facts = { owner, repository, branch, sha, message, event, actor, inputs };
  const secrets = { ...(await local.actionsSecrets()), GITHUB_TOKEN: token };
  const masks = new Masks();
  for (const value of Object.values(secrets)) masks.add(value);
  return {
    account,
    githubUrl,
    workflow,
    github: githubContext({
      ...facts,
      ids: await local.ids(),
      workflowName,
      workflowPath: path,
      runId,
      token,
    }),
    vars: await local.actionsVariables(),
    secrets,
    inputs,
    masks,
    machine: settings.environmentVariables ?? {},
    identityToken: (audience, environment) =>
      local.identityToken({
        audience,
        branch,
        sha,
        actor,
        eventName: event,
        workflow: workflowName,
        workflowPath: path,
        runId,
        ...settings.identity,
        ...(environment === undefined ? {} : { environment }),
      }),
  };
}

const declaredInput = z.object({
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  required: z.boolean().default(false),
});
const dispatch = z.object({ inputs: z.record(z.string(), declaredInput.nullable()).nullish() }).nullish();

function dispatchInputs(workflow: Workflow, given: Readonly<Record<string, string>>): Record<string, string> {
  const declared = dispatch.parse(eventsOf(workflow).get("workflow_dispatch"))?.inputs ?? {};
  const unexpected = Object.keys(given).filter((name) => !(name in declared));
  if (unexpected.length > 0)
    throw new WorkflowRefused(`Unexpected inputs provided: ${unexpected.join(", ")}`);
  return Object.fromEntries(
    Object.entries(declared).map(([name, input]) => {
      const value = given[name] ?? input?.default;
      if (value === undefined && input?.required) {
        throw new WorkflowRefused(`Required input '${name}' not provided`);
      }
      return [name, value === undefined ? "" : String(value)];
    }),
  );
}

/** Actions and inputs that nothing plays are told before anything runs. */
function checkActions({ jobs }: Workflow): void {
  for (const step of jobs.flatMap(({ steps }) => steps)) {
    if ("uses" in step) checkInputNames(actionOf(step.uses), Object.keys(step.with));
  }
}

const commit = z.object({ sha: z.string(), commit: z.object({ message: z.string() }) });

async function headOf({ githubUrl, owner, repository, branch }: RunSettings) {
  const url = `${githubUrl.replace(/\/+$/, "")}/repos/${owner}/${repository}/commits/${branch}`;
  // The local GitHub takes any token.
  const response = await fetch(url, { headers: { authorization: "Bearer local" } });
  if (!response.ok) throw new WorkflowRefused(`${owner}/${repository} has no branch ${branch}.`);
  const { sha, commit: told } = commit.parse(await response.json());
  return { sha, message: told.message };
}

/** Each job after those that it needs, else as in the file. GitHub has refused circles. */
function inOrder(jobs: readonly Job[]): readonly Job[] {
  const ordered: Job[] = [];
  while (ordered.length < jobs.length) {
    const isOrdered = (id: string) => ordered.some((job) => job.id === id);
    const next = jobs.find((job) => !isOrdered(job.id) && job.needs.every(isOrdered));
    if (next === undefined) throw new WorkflowRefused("Jobs need each other in a circle.");
    ordered.push(next);
  }
  return ordered;
}

function conclusionOf(results: readonly Conclusion[]): Conclusion {
  if (results.includes("failure")) return "failure";
  if (results.includes("cancelled")) return "cancelled";
  return results.every((result) => result === "skipped") ? "skipped" : "success";
}

function scopeOf({ github, vars, inputs }: RunContext): Scope {
  return { status: "success", contexts: { github: knownContext("github", github), vars, inputs } };
}
