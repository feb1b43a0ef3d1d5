import { describe, expect, it } from "vitest";
import {
  allowed,
  type Case,
  decisionOn,
  NO_IDENTITY,
  ROLE,
  type Row,
  read,
  refused,
  when,
} from "./policy-cases";
import { deny } from "./roles";

// What the pages of the IAM user guide say, with values of our own. Each group names its page.

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
