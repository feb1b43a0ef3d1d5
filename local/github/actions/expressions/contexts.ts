import type { RepositoryIds } from "../../local-repository";
import { Known } from "./known";

/** What started a run, and where. */
export interface RunFacts {
  readonly owner: string;
  readonly repository: string;
  readonly branch: string;
  readonly sha: string;
  readonly message: string;
  readonly event: "push" | "workflow_dispatch";
  readonly actor: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly workflowName: string;
  readonly workflowPath: string;
  readonly runId: string;
  readonly token: string;
  readonly ids: RepositoryIds;
}

const SERVER = "https://github.com";

/** The context `github`, as all jobs of a run see it. */
export function githubContext(facts: RunFacts): Readonly<Record<string, unknown>> {
  const { owner, repository, branch, sha, actor, runId, workflowPath } = facts;
  const fullName = `${owner}/${repository}`;
  const ref = `refs/heads/${branch}`;
  return {
    actor,
    triggering_actor: actor,
    api_url: "https://api.github.com",
    base_ref: "",
    event: eventOf(facts),
    event_name: facts.event,
    graphql_url: "https://api.github.com/graphql",
    head_ref: "",
    ref,
    ref_name: branch,
    ref_protected: false,
    ref_type: "branch",
    repository: fullName,
    repository_id: String(facts.ids.repositoryId),
    repository_owner: owner,
    repository_owner_id: String(facts.ids.ownerId),
    repositoryUrl: `git://github.com/${fullName}.git`,
    retention_days: "90",
    run_attempt: "1",
    run_id: runId,
    run_number: runId,
    secret_source: "Actions",
    server_url: SERVER,
    sha,
    token: facts.token,
    workflow: facts.workflowName,
    workflow_ref: `${fullName}/${workflowPath}@${ref}`,
    workflow_sha: sha,
  };
}

/** The payload of the event, as far as workflows ask for it. */
function eventOf(facts: RunFacts): object {
  const { owner, repository, branch, sha, message, actor } = facts;
  const fullName = `${owner}/${repository}`;
  const url = `${SERVER}/${fullName}`;
  const whole = {
    ref: `refs/heads/${branch}`,
    repository: {
      name: repository,
      full_name: fullName,
      html_url: url,
      private: true,
      default_branch: "main",
      owner: { login: owner },
    },
    sender: { login: actor },
  };
  if (facts.event === "workflow_dispatch") {
    return { ...whole, inputs: facts.inputs, workflow: facts.workflowPath };
  }
  const commit = { id: sha, message, url: `${url}/commit/${sha}` };
  return {
    ...whole,
    after: sha,
    created: false,
    deleted: false,
    forced: false,
    head_commit: commit,
    commits: [commit],
    pusher: { name: actor },
  };
}

/** Contexts whose keys are GitHub's own. */
export function knownContext(name: string, values: Readonly<Record<string, unknown>>): Known {
  return new Known(name, values);
}

/** The variables that GitHub sets for every step (GitHub: Variables reference, default environment variables). */
export function defaultVariables(github: Readonly<Record<string, unknown>>): Record<string, string> {
  const named = [
    "actor",
    "api_url",
    "base_ref",
    "event_name",
    "graphql_url",
    "head_ref",
    "ref",
    "ref_name",
    "ref_protected",
    "ref_type",
    "repository",
    "repository_id",
    "repository_owner",
    "repository_owner_id",
    "retention_days",
    "run_attempt",
    "run_id",
    "run_number",
    "server_url",
    "sha",
    "triggering_actor",
    "workflow",
    "workflow_ref",
    "workflow_sha",
  ];
  const variables = named.map((name) => [`GITHUB_${name.toUpperCase()}`, String(github[name])] as const);
  return { CI: "true", GITHUB_ACTIONS: "true", ...Object.fromEntries(variables) };
}
