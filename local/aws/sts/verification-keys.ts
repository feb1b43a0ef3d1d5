import { createPublicKey, type KeyObject } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../client/aws-error";

const keySet = z.object({
  keys: z.array(z.looseObject({ kid: z.string(), kty: z.literal("RSA"), n: z.string(), e: z.string() })),
});

/** The key that an issuer signs with. The only issuer of this machine is the local GitHub, whichever GitHub it stands for. */
export async function keyOfIssuer(
  issuer: string,
  keyId: string,
  githubUrl: string | undefined,
): Promise<KeyObject> {
  if (githubUrl === undefined || !isGithub(issuer)) throw unreachable();
  const response = await fetch(`${githubUrl.replace(/\/+$/, "")}/.well-known/jwks`);
  if (!response.ok) throw unreachable();
  const key = keySet.parse(await response.json()).keys.find(({ kid }) => kid === keyId);
  if (key === undefined) throw unreachable();
  return createPublicKey({ key: { kty: key.kty, n: key.n, e: key.e }, format: "jwk" });
}

// GitHub's documentation, "OpenID Connect reference": github.com, GHE.com with data residency, Enterprise Server.
function isGithub(issuer: string): boolean {
  const { protocol, hostname, pathname } = new URL(issuer);
  if (protocol !== "https:") return false;
  return (
    hostname === "token.actions.githubusercontent.com" ||
    /^token\.actions\.[^.]+\.ghe\.com$/.test(hostname) ||
    pathname === "/_services/token"
  );
}

function unreachable(): AwsError {
  return new AwsError(
    "InvalidIdentityToken",
    "Couldn't retrieve verification key from your identity provider,  " +
      "please reference AssumeRoleWithWebIdentity documentation for requirements",
  );
}
