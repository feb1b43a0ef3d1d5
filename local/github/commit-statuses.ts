import { z } from "zod";
import { type CommitStatus, STATUS_STATES, type StatusState } from "./commit-status";
import { currentTime } from "./current-time";
import { pageOf } from "./page";
import { describeRepository } from "./payloads";
import { commitOf } from "./repository";
import { Refusal, type Route, type RoutedRequest, repositoryOf } from "./route";
import { validBody } from "./valid-body";

/** The REST API of commit statuses. They stand before the routes of commits, whose refs may have any number of parts. */
export const commitStatusRoutes: readonly Route[] = [
  ["POST", "/repos/{owner}/{repo}/statuses/{sha}", createStatus],
  ["GET", "/repos/{owner}/{repo}/commits/{ref...}/status", getCombinedStatus],
  ["GET", "/repos/{owner}/{repo}/commits/{ref...}/statuses", listStatuses],
];

const STATUS = z.object({
  state: z.enum(STATUS_STATES, "state is not included in the list"),
  context: z.string().min(1).max(255).nullish(),
  description: z.string().max(140, "description is too long (maximum is 140 characters)").nullish(),
  target_url: z
    .string()
    .regex(/^(https?:\/\/.*)?$/, "target_url must use http(s) scheme")
    .nullish(),
});

const MOST_OF_A_CONTEXT = 1000;
const DEFAULT_CONTEXT = "default";

let lastId = 20_000_000_000;

function createStatus(request: RoutedRequest) {
  const repository = repositoryOf(request);
  const { sha = "" } = request.parameters;
  if (!repository.commits.has(sha)) throw new Refusal(422, `No commit found for SHA: ${sha}`);
  const { state, description, target_url, ...given } = validBody("Status", STATUS, request.body);
  const context = given.context ?? DEFAULT_CONTEXT;
  const known = repository.statuses.get(sha) ?? [];
  if (known.filter((status) => sameContext(status, context)).length >= MOST_OF_A_CONTEXT) {
    const message = "This SHA and context has reached the maximum number of statuses.";
    throw new Refusal(422, "Validation Failed", [{ resource: "Status", code: "custom", message }]);
  }
  lastId += 1;
  const now = currentTime();
  const status: CommitStatus = {
    id: lastId,
    state,
    context,
    description: description ?? null,
    target_url: target_url || null,
    creator: request.apps.accountOf(request.token),
    created_at: now,
    updated_at: now,
  };
  repository.statuses.set(sha, [...known, status]);
  return { status: 201, body: shown(request, sha, status) };
}

/** The latest status of each context, and what they come to together. */
function getCombinedStatus(request: RoutedRequest) {
  const sha = shaOf(request);
  const standing = new Map<string, CommitStatus>();
  for (const status of statusesOf(request, sha)) standing.set(status.context.toLowerCase(), status);
  const statuses = [...standing.values()];
  const { items, headers } = pageOf(request, statuses);
  const body = {
    state: combined(statuses),
    sha,
    total_count: statuses.length,
    statuses: items.map((status) => shown(request, sha, status)),
    repository: describeRepository(repositoryOf(request)),
    commit_url: `${repositoryUrl(request)}/commits/${sha}`,
    url: `${repositoryUrl(request)}/commits/${sha}/status`,
  };
  return { status: 200, body, headers };
}

/** Latest first. */
function listStatuses(request: RoutedRequest) {
  const sha = shaOf(request);
  const { items, headers } = pageOf(request, statusesOf(request, sha).toReversed());
  return { status: 200, body: items.map((status) => shown(request, sha, status)), headers };
}

function combined(statuses: readonly CommitStatus[]): StatusState {
  const has = (...states: StatusState[]) => statuses.some(({ state }) => states.includes(state));
  if (has("error", "failure")) return "failure";
  return has("pending") || statuses.length === 0 ? "pending" : "success";
}

function statusesOf(request: RoutedRequest, sha: string): readonly CommitStatus[] {
  return repositoryOf(request).statuses.get(sha) ?? [];
}

function shaOf(request: RoutedRequest): string {
  const commit = commitOf(repositoryOf(request), request.parameters.ref ?? "");
  if (commit === undefined) throw new Refusal(404, "Not Found");
  return commit.sha;
}

function sameContext(status: CommitStatus, context: string): boolean {
  return status.context.toLowerCase() === context.toLowerCase();
}

function shown(request: RoutedRequest, sha: string, status: CommitStatus): object {
  return { ...status, url: `${repositoryUrl(request)}/statuses/${sha}` };
}

function repositoryUrl({ apiRoot, parameters }: RoutedRequest): string {
  return `${apiRoot}/repos/${parameters.owner}/${parameters.repo}`;
}
