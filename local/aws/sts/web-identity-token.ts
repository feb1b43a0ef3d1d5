import { verify } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { keyOfIssuer } from "./verification-keys";

const header = z.looseObject({ alg: z.literal("RS256"), kid: z.string() });

const claims = z.looseObject({
  iss: z.string(),
  sub: z.string(),
  aud: z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat()),
  azp: z.string().optional(),
  exp: z.number(),
});

/** What a web identity token says. */
export type WebIdentityClaims = z.output<typeof claims>;

/** A token of an OIDC issuer, not yet verified. */
export interface WebIdentityToken {
  readonly keyId: string;
  readonly claims: WebIdentityClaims;
  readonly signed: string;
  readonly signature: Buffer;
}

/** Takes a JWT apart. */
export function readWebIdentityToken(text: string): WebIdentityToken {
  const [head = "", payload = "", signature = "", ...more] = text.split(".");
  const [read, said] = [header.safeParse(decoded(head)), claims.safeParse(decoded(payload))];
  if (!read.success || !said.success || signature === "" || more.length > 0) {
    throw new AwsError(
      "InvalidIdentityToken",
      "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
    );
  }
  return {
    keyId: read.data.kid,
    claims: said.data,
    signed: `${head}.${payload}`,
    signature: Buffer.from(signature, "base64url"),
  };
}

/** Refuses a token that its issuer did not sign, or that has expired. */
export async function checkWebIdentityToken(
  token: WebIdentityToken,
  githubUrl: string | undefined,
): Promise<void> {
  const key = await keyOfIssuer(token.claims.iss, token.keyId, githubUrl);
  if (!verify("RSA-SHA256", Buffer.from(token.signed), key, token.signature)) {
    throw new AwsError("InvalidIdentityToken", "The signature of the ID Token could not be verified");
  }
  // Its issuer knows the real time, whatever that of the account.
  const now = Math.floor(Date.now() / 1000);
  if (now < token.claims.exp) return;
  throw new AwsError(
    "ExpiredTokenException",
    `Token expired: current date/time ${now} must be before the expiration date/time ${token.claims.exp}`,
  );
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString());
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
