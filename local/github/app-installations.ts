import { z } from "zod";
import type { App, Installation, Permissions } from "./app";
import { reaches } from "./app";
import { authenticatedApp } from "./app-token";
import { wholeSeconds } from "./current-time";
import { describeAccount } from "./payloads";
import { Refusal, type Route, type RoutedRequest } from "./route";
import { validBody } from "./valid-body";

/** The REST API of an app about its installations. It comes with a token that it has signed itself. */
export const appInstallationRoutes: readonly Route[] = [
  ["GET", "/repos/{owner}/{repo}/installation", getInstallation],
  ["POST", "/app/installations/{id}/access_tokens", createToken],
];

/** Whether a path is one of those, where no other token is taken. */
export function isForApps(path: string): boolean {
  return path.startsWith("/app/") || /^\/repos\/[^/]+\/[^/]+\/installation$/.test(path);
}

const ASKED = z.object({
  repositories: z.array(z.string()).optional(),
  permissions: z.record(z.string(), z.enum(["read", "write"])).optional(),
});

function getInstallation(request: RoutedRequest) {
  const app = authenticatedApp(request);
  const { owner = "", repo = "" } = request.parameters;
  const installation = request.apps.installationAt(app, owner, repo);
  if (installation === undefined) throw new Refusal(404, "Not Found");
  return { status: 200, body: shown(request, installation) };
}

/** Narrower than the installation where the body asks for less, never wider. */
function createToken(request: RoutedRequest) {
  const app = authenticatedApp(request);
  const installation = request.apps.installation(Number(request.parameters.id));
  if (installation?.app.appId !== app.appId) throw new Refusal(404, "Not Found");
  const asked = validBody("Installation", ASKED, request.body ?? {});
  refuseOtherRepositories(installation, asked.repositories);
  refuseOtherPermissions(app, asked.permissions ?? {});
  const permissions = asked.permissions ?? app.permissions;
  const repositories = asked.repositories ?? installation.repositories;
  const expiresAt = Date.now() + app.tokenLifetimeSeconds * 1000;
  const token = request.apps.issue({ installation, repositories, permissions, expiresAt });
  const body = {
    token,
    expires_at: wholeSeconds(expiresAt),
    permissions: { metadata: "read", ...permissions },
    repository_selection: repositories === undefined ? "all" : "selected",
    ...(asked.repositories
      ? {
          repositories: asked.repositories.map((name) => ({
            name,
            full_name: `${installation.owner}/${name}`,
          })),
        }
      : {}),
  };
  return { status: 201, body };
}

function refuseOtherRepositories(installation: Installation, asked: readonly string[] = []): void {
  const beyond = asked.filter((name) => !reaches(installation, installation.owner, name));
  if (beyond.length === 0) return;
  throw new Refusal(422, `The installation does not reach these repositories: ${beyond.join(", ")}`);
}

function refuseOtherPermissions({ permissions }: App, asked: Permissions): void {
  const granted: Permissions = { metadata: "read", ...permissions };
  const beyond = Object.entries(asked).filter(
    ([name, access]) => granted[name] !== access && granted[name] !== "write",
  );
  if (beyond.length === 0) return;
  const names = beyond.map(([name, access]) => `${name}: ${access}`);
  throw new Refusal(
    422,
    `The permissions requested are not granted to this installation: ${names.join(", ")}`,
  );
}

function shown({ apiRoot }: RoutedRequest, { id, app, owner, repositories }: Installation): object {
  return {
    id,
    app_id: app.appId,
    app_slug: app.slug,
    account: describeAccount(owner),
    permissions: { metadata: "read", ...app.permissions },
    repository_selection: repositories === undefined ? "all" : "selected",
    access_tokens_url: `${apiRoot}/app/installations/${id}/access_tokens`,
  };
}
