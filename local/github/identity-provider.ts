import { IDENTITY_ISSUER } from "./identity-claims";
import type { Route } from "./route";

/** Where the routes begin that whoever trusts an identity token reads. They need no token. */
export const WELL_KNOWN_ROOT = "/.well-known";

/** What GitHub's OIDC provider tells of itself. On GitHub this is a host of its own. */
export const identityProviderRoutes: readonly Route[] = [
  ["GET", `${WELL_KNOWN_ROOT}/openid-configuration`, ({ serverRoot }) => ok(describeProvider(serverRoot))],
  ["GET", `${WELL_KNOWN_ROOT}/jwks`, ({ issuer }) => ok(issuer.keySet())],
];

function describeProvider(serverRoot: string): object {
  return {
    issuer: IDENTITY_ISSUER,
    jwks_uri: `${serverRoot}${WELL_KNOWN_ROOT}/jwks`,
    subject_types_supported: ["public", "pairwise"],
    response_types_supported: ["id_token"],
    claims_supported: [
      "sub",
      "aud",
      "exp",
      "iat",
      "iss",
      "jti",
      "nbf",
      "ref",
      "sha",
      "repository",
      "environment",
    ],
    id_token_signing_alg_values_supported: ["RS256"],
    scopes_supported: ["openid"],
  };
}

function ok(body: object) {
  return { status: 200, body };
}
