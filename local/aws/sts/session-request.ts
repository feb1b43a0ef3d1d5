import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { managedPolicy } from "../iam/policies/managed-policy";
import type { RoleSession } from "../iam/role-session";
import type { Elements } from "./sts-answer";

const SHORTEST_SECONDS = 900;
const HOUR_SECONDS = 3600;

/** A field of the request that must be there. */
export function required(form: URLSearchParams, field: string): string {
  const value = form.get(field);
  if (value !== null && value !== "") return value;
  throw new AwsError("ValidationError", `1 validation error detected: Value at '${field}' must not be null`);
}

/** How long the session lasts: an hour, unless the request says otherwise. `most` is the role's own limit. */
export function sessionSeconds(form: URLSearchParams, most = HOUR_SECONDS): number {
  const seconds = Number(form.get("DurationSeconds") ?? HOUR_SECONDS);
  if (seconds < SHORTEST_SECONDS) {
    throw new AwsError(
      "ValidationError",
      `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: ` +
        `Member must have value greater than or equal to ${SHORTEST_SECONDS}`,
    );
  }
  if (seconds <= most) return seconds;
  throw new AwsError(
    "ValidationError",
    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
  );
}

/** How long a session lasts that a session of a role opens: an hour at most. */
export function chainedSeconds(form: URLSearchParams): number {
  const seconds = Number(form.get("DurationSeconds") ?? HOUR_SECONDS);
  if (seconds <= HOUR_SECONDS) return seconds;
  throw new AwsError(
    "ValidationError",
    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
  );
}

/** The policies, in JSON, that the request limits the session by: its own and managed ones. */
export async function sessionPolicies(form: URLSearchParams, { moto }: Scope): Promise<string[]> {
  const policy = form.get("Policy");
  const managed: string[] = [];
  for (let index = 1; form.has(`PolicyArns.member.${index}.arn`); index += 1) {
    const { document } = await managedPolicy(moto, form.get(`PolicyArns.member.${index}.arn`) ?? "");
    managed.push(JSON.stringify(document));
  }
  return [...(policy === null ? [] : [policy]), ...managed];
}

/** The credentials of a session, as answers tell them. */
export function credentialsOf(session: RoleSession, { clock }: Scope, seconds: number): Elements {
  return {
    AccessKeyId: session.accessKeyId,
    SecretAccessKey: session.secretAccessKey,
    SessionToken: session.sessionToken,
    Expiration: new Date(clock.now() + seconds * 1000).toISOString(),
  };
}
