import { z } from "zod";

/** The user that every login at ECR names. */
export const USER = "AWS";

const password = z.object({ accessKeyId: z.string() });

/** The password that GetAuthorizationToken hands out: it stands for whoever asked for it. */
export function passwordOf(accessKeyId: string): string {
  return Buffer.from(JSON.stringify({ accessKeyId })).toString("base64");
}

/** Whom a password stands for; undefined for one that ECR never handed out. */
export function accessKeyIn(text: string): string | undefined {
  try {
    return password.parse(JSON.parse(Buffer.from(text, "base64").toString())).accessKeyId;
  } catch {
    return undefined;
  }
}

/** The host of an account's registry in a region. */
export function registryHost(accountId: string, region: string): string {
  return `${accountId}.dkr.ecr.${region}.amazonaws.com`;
}

/** The account and the region of a registry's host; undefined for a host that is none of ECR's. */
export function registryAt(
  host: string,
): { readonly accountId: string; readonly region: string } | undefined {
  const [, accountId, region] =
    /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(host) ?? [];
  return accountId === undefined || region === undefined ? undefined : { accountId, region };
}
