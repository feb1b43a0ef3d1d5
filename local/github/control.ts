import { randomBytes } from "node:crypto";
import { z } from "zod";
import { registerApp } from "./app-registration";
import type { Commit, NewCommit } from "./commit";
import { deliverToAll } from "./hook-delivery";
import { IDENTITY_SETTINGS } from "./identity-settings";
import { pushPayload } from "./payloads";
import { startRefusing, stopRefusing } from "./refusals";
import { commitOn } from "./repository";
import { type Route, type RoutedRequest, repositoryOf } from "./route";

/** Where the routes begin that GitHub does not have. They need no token. */
export const CONTROL_ROOT = "/_local";

const COMMIT = z.object({
  branch: z.string().min(1),
  sha: z
    .string()
    .regex(/^[0-9a-f]{40}$/, "a commit's sha has 40 lower-case hexadecimal digits")
    .optional(),
  files: z.record(z.string().min(1), z.string().nullable()).optional(),
  message: z.string().min(1).optional(),
  author: z.object({ name: z.string(), email: z.string() }).optional(),
});

const PUSH = COMMIT.extend({ secret: z.string().optional() });

/** What tests and the try-out do behind the API's back: see secrets, push a commit, ask for a job's identity, make the API refuse. */
export const controlRoutes: readonly Route[] = [
  ["GET", `${CONTROL_ROOT}/{owner}/{repo}/hooks`, (request) => ok([...repositoryOf(request).hooks.values()])],
  ["GET", `${CONTROL_ROOT}/{owner}/{repo}/deliveries`, (request) => ok(repositoryOf(request).deliveries)],
  ["POST", `${CONTROL_ROOT}/{owner}/{repo}/commits`, commit],
  ["POST", `${CONTROL_ROOT}/{owner}/{repo}/pushes`, push],
  [
    "GET",
    `${CONTROL_ROOT}/{owner}/{repo}/statuses/{sha}`,
    (request) => ok(repositoryOf(request).statuses.get(request.parameters.sha ?? "") ?? []),
  ],
  [
    "GET",
    `${CONTROL_ROOT}/{owner}/{repo}/actions/variables`,
    (request) => ok(valuesOf(repositoryOf(request).variables)),
  ],
  [
    "GET",
    `${CONTROL_ROOT}/{owner}/{repo}/actions/secrets`,
    (request) => ok(valuesOf(repositoryOf(request).secrets)),
  ],
  ["GET", `${CONTROL_ROOT}/{owner}/{repo}/ids`, (request) => ok(idsOf(request))],
  ["POST", `${CONTROL_ROOT}/{owner}/{repo}/immutable-subjects`, useImmutableSubjects],
  ["POST", `${CONTROL_ROOT}/{owner}/{repo}/identity-tokens`, issueIdentityToken],
  ["POST", `${CONTROL_ROOT}/apps`, registerApp],
  ["POST", `${CONTROL_ROOT}/{owner}/{repo}/refusals`, startRefusing],
  ["DELETE", `${CONTROL_ROOT}/{owner}/{repo}/refusals`, stopRefusing],
];

function commit(request: RoutedRequest) {
  const { branch, ...change } = COMMIT.parse(request.body);
  return ok(shownCommit(commitOn(repositoryOf(request), branch, newCommit(change))));
}

async function push(request: RoutedRequest) {
  const { branch, secret, ...change } = PUSH.parse(request.body);
  const repository = repositoryOf(request);
  const before = repository.heads.get(branch);
  const pushed = commitOn(repository, branch, newCommit(change));
  const payload = pushPayload(repository, branch, { commit: pushed, before });
  return ok(await deliverToAll(repository, { name: "push", payload, secret }));
}

function issueIdentityToken(request: RoutedRequest) {
  const job = IDENTITY_SETTINGS.parse(request.body);
  return ok({ token: request.issuer.tokenOf(repositoryOf(request), job) });
}

function useImmutableSubjects(request: RoutedRequest) {
  repositoryOf(request).immutableSubjects = true;
  return ok(idsOf(request));
}

function idsOf(request: RoutedRequest) {
  const { id, ownerId } = repositoryOf(request);
  return { repositoryId: String(id), ownerId: String(ownerId) };
}

function valuesOf(named: ReadonlyMap<string, { readonly value: string }>): Record<string, string> {
  return Object.fromEntries([...named].map(([name, { value }]) => [name, value]));
}

/** A push that names no files is a commit of its own all the same. */
function newCommit({ files, sha, ...given }: Omit<z.output<typeof PUSH>, "branch" | "secret">): NewCommit {
  const own = files === undefined ? randomBytes(20).toString("hex") : undefined;
  return { ...given, files: files ?? {}, sha: sha ?? own };
}

function shownCommit({ sha, message, added, modified, removed }: Commit) {
  return { sha, message, added, modified, removed };
}

function ok(body: unknown) {
  return { status: 200, body };
}
