import { type Access, type Apps, type Permissions, reaches } from "./app";
import { claimsOf } from "./json-web-token";
import { Refusal } from "./route";

const REPOSITORY_PATH = /^\/repos\/([^/]+)\/([^/]+)(\/.*)?$/;

/** The permission that paths below a repository's ask for: the first that fits. */
const PERMISSIONS: readonly (readonly [path: RegExp, permission: string])[] = [
  [/^\/statuses\/|^\/commits\/.+\/status(es)?$/, "statuses"],
  [/^\/(commits|branches|zipball|contents)(\/|$)/, "contents"],
  [/^\/hooks(\/|$)/, "repository_hooks"],
  [/^\/actions\/variables(\/|$)/, "actions_variables"],
  [/^\/actions\/secrets(\/|$)/, "secrets"],
];

/** Refuses what the token of an app's installation may not do. Any other token may do everything here. */
export function refuseBeyondInstallation(apps: Apps, token: string, method: string, path: string): void {
  // What an app has signed itself opens its own routes only.
  if (claimsOf(token) !== undefined) throw new Refusal(401, "Bad credentials");
  const given = apps.installationToken(token);
  if (given === "expired") throw new Refusal(401, "Bad credentials");
  const [, owner = "", repository = "", rest = ""] = REPOSITORY_PATH.exec(path) ?? [];
  if (given === undefined || owner === "") return;
  const { installation, repositories, permissions } = given;
  if (!reaches({ owner: installation.owner, repositories }, owner, repository)) {
    throw new Refusal(404, "Not Found");
  }
  const permission = PERMISSIONS.find(([pattern]) => pattern.test(rest))?.[1] ?? "metadata";
  if (!allows(permissions, permission, method === "GET" ? "read" : "write")) {
    throw new Refusal(403, "Resource not accessible by integration");
  }
}

function allows(permissions: Permissions, permission: string, access: Access): boolean {
  const granted = { metadata: "read", ...permissions }[permission];
  return granted === "write" || granted === access;
}
