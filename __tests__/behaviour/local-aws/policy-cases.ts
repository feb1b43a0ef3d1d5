import { expect, it } from "vitest";
import { type ApplicablePolicies, decide } from "../../../local/aws/iam/evaluation/decision";
import { readPolicyDocument } from "../../../local/aws/iam/evaluation/policy-document";
import { type ContextValues, RequestContext } from "../../../local/aws/iam/evaluation/request-context";
import { allow } from "./roles";

export const ACCOUNT = "111122223333";
export const OTHER = "444455556666";
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/builder`;
export const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/builder/run`;

/** A request of one role for an object, and the policies that have a say in it. */
export interface Case {
  readonly identity?: readonly object[];
  readonly boundary?: readonly object[];
  readonly session?: readonly object[];
  readonly resource?: readonly object[];
  /** Default: the account of the role. */
  readonly owner?: string;
  readonly resourceMustAllow?: boolean;
  readonly action?: string;
  readonly on?: string;
  readonly context?: ContextValues;
  /** Keys that AWS is known to leave out. */
  readonly absent?: readonly string[];
  readonly version?: string;
}

/** What the policies of a case say. */
export function decisionOn(given: Case) {
  const { action = "s3:GetObject", on = "arn:aws:s3:::shop/orders/1", context = {}, absent = [] } = given;
  const policy = (name: string, Statement: readonly object[] = []) => ({
    name,
    document: readPolicyDocument(JSON.stringify({ Version: given.version ?? "2012-10-17", Statement })),
  });
  const policies: ApplicablePolicies = {
    identity: [policy("identity", given.identity)],
    boundary: given.boundary && policy("boundary", given.boundary),
    session: given.session ? [policy("session", given.session)] : [],
    resource: given.resource && policy("resource", given.resource),
    resourceAccountId: given.owner ?? ACCOUNT,
    resourceMustAllow: given.resourceMustAllow ?? false,
  };
  return decide(
    {
      action,
      resource: on,
      principal: { kind: "role", accountId: ACCOUNT, roleArn: ROLE, sessionArn: SESSION },
      context: new RequestContext(context, absent, action.split(":")[0] ?? ""),
    },
    policies,
  );
}

export const ORDERS = "arn:aws:s3:::shop/orders/*";
export const read = allow("s3:GetObject", ORDERS);
export const by = (AWS: string | string[]) => ({ Principal: { AWS } });
export const when = (operator: string, key: string, values: unknown) => ({
  Condition: { [operator]: { [key]: values } },
});

/** A policy variable, as documents write it. */
export const variable = (name: string) => ["$", "{", name, "}"].join("");

/** A test of a table: what is asked for, in words and as a case. */
export type Row = readonly [what: string, given: Case];

/** One test a row, each of which is allowed. */
export function allowed(rows: readonly Row[]) {
  it.each(rows)("allows %s", (_what, given) => {
    expect(decisionOn(given)).toMatchObject({ allowed: true });
  });
}

/** One test a row, each of which is refused for a reason. */
export function refused(rows: readonly (readonly [...Row, because: string])[]) {
  it.each(rows)("refuses %s", (_what, given, because) => {
    expect(decisionOn(given)).toMatchObject({ allowed: false, because: expect.stringContaining(because) });
  });
}

export const NO_IDENTITY = "no identity-based policy allows";
export const NO_RESOURCE = "no resource-based policy allows";
export const NO_BOUNDARY = "no permissions boundary allows";
export const NO_SESSION = "no session policy allows";
