import { z } from "zod";
import { deliverToAll } from "./hook-delivery";
import { newSha, pushPayload } from "./payloads";
import { startRefusing, stopRefusing } from "./refusals";
import type { Route, RoutedRequest } from "./route";

/** Where the routes begin that GitHub does not have. They need no token. */
export const CONTROL_ROOT = "/_local";

const PUSH = z.object({
  branch: z.string().min(1),
  sha: z
    .string()
    .regex(/^[0-9a-f]{40}$/, "a commit's sha has 40 lower-case hexadecimal digits")
    .optional(),
  secret: z.string().optional(),
});

/** What tests and the try-out do behind the API's back: see secrets, push a commit, make the API refuse. */
export const controlRoutes: readonly Route[] = [
  ["GET", `${CONTROL_ROOT}/{owner}/{repo}/hooks`, (request) => ok([...repositoryOf(request).hooks.values()])],
  ["GET", `${CONTROL_ROOT}/{owner}/{repo}/deliveries`, (request) => ok(repositoryOf(request).deliveries)],
  ["POST", `${CONTROL_ROOT}/{owner}/{repo}/pushes`, push],
  ["POST", `${CONTROL_ROOT}/{owner}/{repo}/refusals`, startRefusing],
  ["DELETE", `${CONTROL_ROOT}/{owner}/{repo}/refusals`, stopRefusing],
];

async function push(request: RoutedRequest) {
  const { branch, sha = newSha(), secret } = PUSH.parse(request.body);
  const repository = repositoryOf(request);
  const payload = pushPayload(repository, branch, sha);
  return ok(await deliverToAll(repository, { name: "push", payload, secret }));
}

function repositoryOf({ repositories, parameters }: RoutedRequest) {
  return repositories.named(parameters.owner ?? "", parameters.repo ?? "");
}

function ok(body: unknown) {
  return { status: 200, body };
}
