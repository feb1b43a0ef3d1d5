import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";

/** What a token claims. */
export type Claims = Readonly<Record<string, unknown>>;

/** A token signed with RS256. `key` is the private one. */
export function signToken(claims: Claims, key: KeyObject, keyId?: string): string {
  const header = { typ: "JWT", alg: "RS256", ...(keyId === undefined ? {} : { kid: keyId }) };
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), key).toString("base64url")}`;
}

/** What a token claims, before anybody has asked whether it may. Undefined for what is no token of RS256. */
export function claimsOf(token: string): Claims | undefined {
  const [header, claims, signature, ...rest] = token.split(".");
  if (!header || !claims || !signature || rest.length > 0) return undefined;
  return decode(header)?.alg === "RS256" ? decode(claims) : undefined;
}

/** Whether the key signed the token. */
export function isSignedBy(token: string, publicKey: string): boolean {
  const [header, claims, signature = ""] = token.split(".");
  const signed = Buffer.from(`${header}.${claims}`);
  return verify("sha256", signed, createPublicKey(publicKey), Buffer.from(signature, "base64url"));
}

function encode(content: object): string {
  return Buffer.from(JSON.stringify(content)).toString("base64url");
}

function decode(part: string): Claims | undefined {
  try {
    const content: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof content === "object" && content !== null ? (content as Claims) : undefined;
  } catch {
    return undefined;
  }
}
