import type { Permissions } from "./workflow";

/** What the token of a job may do. */
export interface TokenPermissions {
  readonly readsContents: boolean;
  /** Whether the job may ask for an OIDC token. */
  readonly hasIdentity: boolean;
}

/** Those of the job, else of the workflow, else GitHub's: once some are named, all others are none. */
export function tokenPermissions(
  ofWorkflow: Permissions | undefined,
  ofJob: Permissions | undefined,
): TokenPermissions {
  const permissions = ofJob ?? ofWorkflow;
  if (permissions === undefined) return { readsContents: true, hasIdentity: false };
  if (typeof permissions === "string") {
    return { readsContents: true, hasIdentity: permissions === "write-all" };
  }
  return {
    readsContents: ["read", "write"].includes(permissions.contents ?? "none"),
    hasIdentity: permissions["id-token"] === "write",
  };
}
