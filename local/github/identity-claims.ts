import { randomUUID } from "node:crypto";
import { BOT } from "./commit";
import type { IdentitySettings } from "./identity-settings";
import type { Claims } from "./json-web-token";
import type { Repository } from "./repository";

/** Who issues the identity tokens of github.com's workflows. */
export const IDENTITY_ISSUER = "https://token.actions.githubusercontent.com";

const LIFETIME_SECONDS = 300;
const NO_COMMIT = "0".repeat(40);

/** What GitHub attests of a job of a workflow. */
export function identityClaims(repository: Repository, job: IdentitySettings): Claims {
  const { branch = "main", environment, workflow = "deploy", actor = BOT.name } = job;
  const { workflowPath = ".github/workflows/deploy.yml" } = job;
  const fullName = `${repository.owner}/${repository.name}`;
  const ref = `refs/heads/${branch}`;
  const sha = job.sha ?? repository.heads.get(branch) ?? NO_COMMIT;
  const workflowRef = `${fullName}/${workflowPath}@${ref}`;
  const now = Math.floor(Date.now() / 1000);
  const expires = now + (job.lifetimeSeconds ?? LIFETIME_SECONDS);
  const issued = Math.min(now, expires - LIFETIME_SECONDS);
  return {
    jti: randomUUID(),
    sub:
      job.subject ??
      subjectOf(
        repository,
        environment === undefined ? `ref:${ref}` : `environment:${environment.replaceAll(":", "%3A")}`,
      ),
    aud: job.audience,
    iss: job.issuer ?? IDENTITY_ISSUER,
    iat: Math.max(issued, 0),
    nbf: Math.max(issued, 0),
    exp: expires,
    ...(environment === undefined ? {} : { environment }),
    ref,
    ref_type: "branch",
    ref_protected: "false",
    sha,
    repository: fullName,
    repository_id: String(repository.id),
    repository_owner: repository.owner,
    repository_owner_id: String(repository.ownerId),
    repository_visibility: "private",
    actor,
    actor_id: "1",
    event_name: job.eventName ?? "push",
    head_ref: "",
    base_ref: "",
    workflow,
    workflow_ref: workflowRef,
    workflow_sha: sha,
    job_workflow_ref: workflowRef,
    job_workflow_sha: sha,
    run_id: job.runId ?? "1",
    run_number: "1",
    run_attempt: "1",
    runner_environment: "github-hosted",
  };
}

/** GitHub names repositories made since 15 July 2026 by their ids too, so that nobody can take over a name that was given up. */
function subjectOf({ owner, ownerId, name, id, immutableSubjects }: Repository, context: string): string {
  const repository = immutableSubjects ? `${owner}@${ownerId}/${name}@${id}` : `${owner}/${name}`;
  return `repo:${repository}:${context}`;
}
