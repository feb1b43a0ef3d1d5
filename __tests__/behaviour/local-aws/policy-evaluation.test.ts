import { describe, expect, it } from "vitest";
import { type ApplicablePolicies, decide } from "../../../local/aws/iam/evaluation/decision";
import { readPolicyDocument } from "../../../local/aws/iam/evaluation/policy-document";
import { type ContextValues, RequestContext } from "../../../local/aws/iam/evaluation/request-context";
import { allow, deny } from "./roles";

// What the pages of the IAM user guide say, with values of our own. Each group names its page.

const ACCOUNT = "111122223333";
const OTHER = "444455556666";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/builder`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/builder/run`;

interface Case {
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

function decisionOn(given: Case) {
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

const ORDERS = "arn:aws:s3:::shop/orders/*";
const read = allow("s3:GetObject", ORDERS);
const by = (AWS: string | string[]) => ({ Principal: { AWS } });
const when = (operator: string, key: string, values: unknown) => ({
  Condition: { [operator]: { [key]: values } },
});

/** A policy variable, as documents write it. */
const variable = (name: string) => ["$", "{", name, "}"].join("");

type Row = readonly [what: string, given: Case];

function allowed(rows: readonly Row[]) {
  it.each(rows)("allows %s", (_what, given) => {
    expect(decisionOn(given)).toMatchObject({ allowed: true });
  });
}

function refused(rows: readonly (readonly [...Row, because: string])[]) {
  it.each(rows)("refuses %s", (_what, given, because) => {
    expect(decisionOn(given)).toMatchObject({ allowed: false, because: expect.stringContaining(because) });
  });
}

const NO_IDENTITY = "no identity-based policy allows";
const NO_RESOURCE = "no resource-based policy allows";
const NO_BOUNDARY = "no permissions boundary allows";
const NO_SESSION = "no session policy allows";

describe("Policy evaluation for requests within a single account", () => {
  allowed([
    ["what an identity policy allows", { identity: [read] }],
    ["what only the resource's policy allows the role", { resource: [{ ...read, ...by(ROLE) }] }],
    ["what only the resource's policy allows everyone", { resource: [{ ...read, Principal: "*" }] }],
    [
      "what policy, boundary and session policy allow",
      { identity: [read], boundary: [read], session: [read] },
    ],
    [
      "what the resource grants to the session, though the boundary does not",
      { resource: [{ ...read, ...by(SESSION) }], boundary: [allow("ecr:*", "*")] },
    ],
    [
      "what the resource grants to everyone whose aws:PrincipalArn it is, though the boundary does not",
      {
        resource: [{ ...read, Principal: "*", ...when("ArnEquals", "aws:PrincipalArn", ROLE) }],
        boundary: [allow("ecr:*", "*")],
        context: { "aws:PrincipalArn": ROLE },
      },
    ],
  ]);
  refused([
    ["what nobody allows", {}, NO_IDENTITY],
    [
      "what is allowed to the account only, which has yet to pass it on",
      { resource: [{ ...read, ...by(ACCOUNT) }] },
      NO_IDENTITY,
    ],
    ["what is granted to another role", { resource: [{ ...read, ...by(`${ROLE}2`) }] }, NO_IDENTITY],
    ["what the boundary leaves out", { identity: [read], boundary: [allow("ecr:*", "*")] }, NO_BOUNDARY],
    ["what the session policy leaves out", { identity: [read], session: [allow("ecr:*", "*")] }, NO_SESSION],
    [
      "what the resource grants to the role, but not the boundary",
      { resource: [{ ...read, ...by(ROLE) }], boundary: [allow("ecr:*", "*")] },
      NO_BOUNDARY,
    ],
    ["what a boundary alone allows", { boundary: [read] }, NO_IDENTITY],
    [
      "an explicit deny of an identity policy",
      { identity: [read, deny("s3:*", "*")] },
      "explicit deny in an identity-based",
    ],
    [
      "an explicit deny of the boundary",
      { identity: [read], boundary: [allow("*", "*"), deny("s3:*", "*")] },
      "deny in a permissions boundary",
    ],
    [
      "an explicit deny of a session policy",
      { identity: [read], session: [allow("*", "*"), deny("s3:*", "*")] },
      "deny in a session policy",
    ],
    [
      "an explicit deny of the resource",
      { identity: [read], resource: [{ ...deny("s3:*", ORDERS), Principal: "*" }] },
      "deny in a resource-based policy",
    ],
  ]);
});

describe("Cross-account policy evaluation logic", () => {
  const granted = { ...read, ...by(`arn:aws:iam::${ACCOUNT}:root`) };
  allowed([
    ["what both accounts allow", { owner: OTHER, identity: [read], resource: [granted] }],
    [
      "what the other account grants to the role itself",
      { owner: OTHER, identity: [read], resource: [{ ...read, ...by(ROLE) }] },
    ],
  ]);
  refused([
    ["what only the role's account allows", { owner: OTHER, identity: [read] }, NO_RESOURCE],
    ["what only the other account allows", { owner: OTHER, resource: [granted] }, NO_IDENTITY],
    [
      "what the other account's policy denies",
      { owner: OTHER, identity: [read], resource: [granted, { ...deny("s3:*", ORDERS), ...by(ROLE) }] },
      "deny in a resource-based policy",
    ],
  ]);
});

describe("Key policies in AWS KMS", () => {
  const key = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/one`;
  const use = { action: "kms:Decrypt", on: key, resourceMustAllow: true };
  const decrypt = allow("kms:Decrypt", key);
  const delegated = { ...allow("kms:*", "*"), ...by(`arn:aws:iam::${ACCOUNT}:root`) };
  allowed([
    [
      "what the key leaves to the account, whose policies allow it",
      { ...use, identity: [decrypt], resource: [delegated] },
    ],
    ["what the key allows the role itself", { ...use, resource: [{ ...allow("kms:*", "*"), ...by(ROLE) }] }],
  ]);
  refused([
    [
      "what the key leaves to the account, whose policies are silent",
      { ...use, resource: [delegated] },
      NO_IDENTITY,
    ],
    ["what the key's policy does not mention", { ...use, identity: [decrypt], resource: [] }, NO_RESOURCE],
  ]);
});

describe("IAM JSON policy elements: Action, NotAction, Resource and NotResource", () => {
  allowed([
    ["an action in another case", { identity: [allow("S3:getobject", ORDERS)] }],
    ["an action by ? and *", { identity: [allow("s?:Get*", ORDERS)] }],
    ["an asterisk that spans slashes", { identity: [allow("s3:GetObject", "arn:aws:s3:::shop*")] }],
    [
      "colons in the last part",
      { identity: [allow("s3:GetObject", "arn:aws:s3:::*")], on: "arn:aws:s3:::a:b/c" },
    ],
    [
      "every action but those that NotAction names",
      { identity: [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }] },
    ],
    [
      "what a Deny with NotAction leaves out",
      { identity: [read, { Effect: "Deny", NotAction: ["s3:Get*"], Resource: "*" }] },
    ],
    [
      "every resource but those that NotResource names",
      { identity: [{ Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::other/*" }] },
    ],
  ]);
  refused([
    ["a resource in another case", { identity: [allow("s3:GetObject", "arn:aws:s3:::SHOP/*")] }, NO_IDENTITY],
    [
      "a wildcard that would have to span two parts of the ARN",
      {
        identity: [allow("ecs:*", `arn:aws:ecs:*:service/shop/web`)],
        action: "ecs:UpdateService",
        on: `arn:aws:ecs:eu-west-1:${ACCOUNT}:service/shop/web`,
      },
      NO_IDENTITY,
    ],
    [
      "an action on no resource by a pattern of ARNs",
      { identity: [allow("ecr:*", "arn:aws:ecr:*:*:*")], action: "ecr:GetAuthorizationToken", on: "*" },
      NO_IDENTITY,
    ],
    [
      "what NotAction names",
      { identity: [{ Effect: "Allow", NotAction: "s3:*", Resource: "*" }] },
      NO_IDENTITY,
    ],
    [
      "what a Deny with NotAction does not leave out",
      { identity: [read, { Effect: "Deny", NotAction: "iam:*", Resource: "*" }] },
      "explicit deny",
    ],
    [
      "what NotResource names",
      { identity: [{ Effect: "Allow", Action: "s3:*", NotResource: ORDERS }] },
      NO_IDENTITY,
    ],
    [
      "all but one bucket by a Deny with NotResource",
      {
        identity: [
          allow("s3:*", "*"),
          { Effect: "Deny", Action: "s3:*", NotResource: "arn:aws:s3:::other/*" },
        ],
      },
      "explicit deny",
    ],
  ]);
});

describe("AWS JSON policy elements: NotPrincipal", () => {
  const denyAllBut = (AWS: string[]) => ({
    ...deny("s3:*", ORDERS),
    NotPrincipal: { AWS },
  });
  const root = `arn:aws:iam::${ACCOUNT}:root`;
  allowed([
    [
      "the session, its role and its account",
      { identity: [read], resource: [denyAllBut([SESSION, ROLE, root])] },
    ],
    ["the role and its account", { identity: [read], resource: [denyAllBut([ROLE, root])] }],
  ]);
  refused([
    [
      "who is not named",
      { identity: [read], resource: [denyAllBut([`arn:aws:iam::${OTHER}:root`])] },
      "explicit deny",
    ],
    [
      "a role whose account is not named",
      { identity: [read], resource: [denyAllBut([ROLE])] },
      "explicit deny",
    ],
    [
      "an account whose role is not named",
      { identity: [read], resource: [denyAllBut([root])] },
      "explicit deny",
    ],
  ]);
});

describe("IAM JSON policy elements: Condition operators", () => {
  const on = (operator: string, wanted: unknown, given?: string | string[]): Case => ({
    identity: [{ ...read, ...when(operator, "s3:key", wanted) }],
    context: { "s3:key": given },
  });
  allowed([
    ["StringEquals of the same", on("StringEquals", "a", "a")],
    ["StringEquals of one of several", on("StringEquals", ["a", "b"], "b")],
    ["StringNotEquals of none of several", on("StringNotEquals", ["a", "b"], "c")],
    ["StringNotEquals of a key that is absent", on("StringNotEquals", "a")],
    ["StringEqualsIgnoreCase", on("StringEqualsIgnoreCase", "aB", "Ab")],
    ["StringLike by wildcards", on("StringLike", "home/*/?", "home/a/b/c")],
    ["StringNotLike of another", on("StringNotLike", "home/*", "tmp/a")],
    ["NumericLessThanEquals", on("NumericLessThanEquals", "10", "10")],
    ["NumericGreaterThan of decimals", on("NumericGreaterThan", 1.5, "1.75")],
    ["NumericEquals of the same number, written otherwise", on("NumericEquals", "10", "10.0")],
    ["DateLessThan", on("DateLessThan", "2030-01-01T00:00:00Z", "2026-01-01T00:00:00Z")],
    ["DateGreaterThan of seconds since 1970", on("DateGreaterThan", "2020-01-01T00:00:00Z", "1700000000")],
    ["Bool, given as a boolean", on("Bool", true, "true")],
    ["BinaryEquals", on("BinaryEquals", "QmluYXJ5", "QmluYXJ5")],
    ["IpAddress in a range", on("IpAddress", "203.0.113.0/24", "203.0.113.7")],
    ["IpAddress of one address", on("IpAddress", "203.0.113.7", "203.0.113.7")],
    ["IpAddress of version 6", on("IpAddress", ["203.0.113.0/24", "2001:db8::/32"], "2001:db8::1")],
    ["NotIpAddress outside", on("NotIpAddress", "203.0.113.0/24", "198.51.100.1")],
    ["ArnEquals by wildcards", on("ArnEquals", "arn:aws:sns:*:1:t*", "arn:aws:sns:eu-west-1:1:topic")],
    ["ArnNotLike of another", on("ArnNotLike", "arn:aws:sns:*:1:t*", "arn:aws:sqs:eu-west-1:1:topic")],
    [
      "StringLike that spans colons",
      on("StringLike", "arn:aws:x:*:1:finance/*", "arn:aws:x:us-east-2:9:store/abc:1:finance/doc"),
    ],
    ["…IfExists of a key that is absent", on("StringLikeIfExists", "t2.*")],
    ["…IfExists of a key that fits", on("StringLikeIfExists", "t2.*", "t2.small")],
    ["Null true of a key that is absent", on("Null", "true")],
    ["Null false of a key that is there", on("Null", false, "a")],
  ]);
  refused(
    (
      [
        ["StringEquals in another case", on("StringEquals", "a", "A")],
        ["StringEquals of a pattern, which it takes as it is", on("StringEquals", "a*", "ab")],
        ["StringEquals of a key that is absent", on("StringEquals", "a")],
        ["StringNotEquals of one of several", on("StringNotEquals", ["a", "b"], "b")],
        ["NumericLessThan of the same", on("NumericLessThan", "10", "10")],
        ["NumericLessThan of a key that is absent", on("NumericLessThan", "10")],
        ["Bool of a key that is absent", on("Bool", "false")],
        ["NotIpAddress inside", on("NotIpAddress", "203.0.113.0/24", "203.0.113.7")],
        [
          "ArnLike where a wildcard would have to span colons",
          on("ArnLike", "arn:aws:x:*:1:finance/*", "arn:aws:x:us-east-2:9:store/abc:1:finance/doc"),
        ],
        ["…IfExists of a key that does not fit", on("StringLikeIfExists", "t2.*", "m5.large")],
        ["Null true of a key that is there", on("Null", "true", "a")],
        ["Null false of a key that is absent", on("Null", "false")],
        ["an operator that nobody knows", on("StringAlmost", "a", "a")],
        ["numbers that are none", on("NumericEquals", "a", "a")],
      ] satisfies Row[]
    ).map(([what, given]) => [what, given, NO_IDENTITY] as const),
  );
  it("denies by a negated …IfExists where the key is absent", () => {
    const statement = { ...deny("s3:*", "*"), ...when("StringNotEqualsIfExists", "s3:key", "a") };
    expect(decisionOn({ identity: [read, statement], context: { "s3:key": undefined } }).allowed).toBe(false);
  });
  it("tells which statement it could not judge, and why", () => {
    expect(decisionOn(on("StringAlmost", "a", "a")).undecided).toMatchObject([
      { policy: "identity", statement: "statement 1", because: expect.stringContaining("StringAlmost") },
    ]);
  });
  it("takes a key of another service for absent, and one of the same service that nobody told for unknown", () => {
    const withKey = (key: string) => decisionOn({ identity: [{ ...read, ...when("Null", key, "true") }] });
    expect(withKey("ecs:cluster")).toMatchObject({ allowed: true, undecided: [] });
    expect(withKey("s3:untold")).toMatchObject({
      allowed: false,
      undecided: [{ because: expect.any(String) }],
    });
    expect(withKey("aws:Untold")).toMatchObject({ allowed: false });
  });
  it("reads keys in any case", () => {
    const identity = [{ ...read, ...when("StringEquals", "AWS:principalarn", ROLE) }];
    expect(decisionOn({ identity, context: { "aws:PrincipalArn": ROLE } }).allowed).toBe(true);
  });
});

describe("Conditions with multiple context keys or values", () => {
  const [teamShop, prefix] = [when("StringEquals", "aws:PrincipalTag/team", ["shop", "web"]), "s3:prefix"];
  const both = { Condition: { ...teamShop.Condition, StringLike: { [prefix]: "a*", "s3:delimiter": "/" } } };
  const context = { "aws:PrincipalTag/team": "web", "s3:prefix": "ab", "s3:delimiter": "/" };
  allowed([["what meets every key of every operator", { identity: [{ ...read, ...both }], context }]]);
  refused([
    [
      "what fails one key",
      { identity: [{ ...read, ...both }], context: { ...context, "s3:delimiter": "-" } },
      NO_IDENTITY,
    ],
    [
      "what fails one operator",
      { identity: [{ ...read, ...both }], context: { ...context, "aws:PrincipalTag/team": "x" } },
      NO_IDENTITY,
    ],
  ]);
});

describe("Multivalued context keys: ForAllValues and ForAnyValue", () => {
  const on = (operator: string, wanted: string[], given?: string[]): Case => ({
    identity: [{ ...read, ...when(operator, "aws:TagKeys", wanted) }],
    context: { "aws:TagKeys": given },
  });
  allowed([
    ["ForAllValues where each value fits one", on("ForAllValues:StringEquals", ["a", "b", "c"], ["a", "c"])],
    ["ForAllValues without a value", on("ForAllValues:StringEquals", ["a"])],
    ["ForAnyValue where one fits", on("ForAnyValue:StringLike", ["a*"], ["b", "ab"])],
    ["ForAllValues negated where none fits", on("ForAllValues:StringNotEquals", ["a"], ["b", "c"])],
    ["ForAnyValue negated where one does not fit", on("ForAnyValue:StringNotEquals", ["a"], ["a", "c"])],
  ]);
  refused(
    (
      [
        ["ForAllValues where one value fits none", on("ForAllValues:StringEquals", ["a", "b"], ["a", "c"])],
        ["ForAnyValue without a value", on("ForAnyValue:StringEquals", ["a"])],
        ["ForAnyValue where none fits", on("ForAnyValue:StringEquals", ["a"], ["b"])],
        ["several values without either, which AWS leaves open", on("StringEquals", ["a", "b"], ["a", "b"])],
      ] satisfies Row[]
    ).map(([what, given]) => [what, given, NO_IDENTITY] as const),
  );
});

describe("IAM policy elements: Variables and tags", () => {
  const home = allow("s3:GetObject", `arn:aws:s3:::shop/${variable("aws:PrincipalTag/team")}/*`);
  const team = { "aws:PrincipalTag/team": "orders" };
  allowed([
    ["a resource with a tag's value", { identity: [home], context: team }],
    [
      "a condition with a variable",
      {
        identity: [{ ...read, ...when("StringLike", "s3:prefix", `${variable("aws:PrincipalTag/team")}/*`) }],
        context: { ...team, "s3:prefix": "orders/1" },
      },
    ],
    [
      "the default of a variable without value",
      {
        identity: [allow("s3:*", `arn:aws:s3:::shop/${variable("aws:PrincipalTag/team, 'orders'")}/*`)],
        absent: ["aws:PrincipalTag/*"],
      },
    ],
    [
      `the character that ${variable("*")} stands for`,
      { identity: [allow("s3:*", `arn:aws:s3:::shop/${variable("*")}`)], on: "arn:aws:s3:::shop/*" },
    ],
    [
      "values that a variable does not reach, beside one that it does not have",
      {
        identity: [
          { ...read, ...when("StringLike", "s3:prefix", [`home/${variable("aws:username")}/`, "home/"]) },
        ],
        context: { "s3:prefix": "home/" },
        absent: ["aws:username"],
      },
    ],
  ]);
  refused(
    (
      [
        ["another value of the tag", { identity: [home], context: { "aws:PrincipalTag/team": "web" } }],
        ["a variable without value", { identity: [home], absent: ["aws:PrincipalTag/*"] }],
        ["a variable that nobody here knows", { identity: [home] }],
        [
          "a value with a wildcard, which is a plain character",
          { identity: [home], context: { "aws:PrincipalTag/team": "*" } },
        ],
        [
          `${variable("*")} for anything else`,
          { identity: [allow("s3:*", `arn:aws:s3:::shop/${variable("*")}`)] },
        ],
        [
          "variables of the policy language's first version",
          { identity: [home], context: team, version: "2008-10-17" },
        ],
        [
          "a negated operator whose variable has no value",
          {
            identity: [{ ...read, ...when("StringNotEquals", "s3:prefix", variable("aws:username")) }],
            context: { "s3:prefix": "a" },
            absent: ["aws:username"],
          },
        ],
      ] satisfies Row[]
    ).map(([what, given]) => [what, given, NO_IDENTITY] as const),
  );
});
