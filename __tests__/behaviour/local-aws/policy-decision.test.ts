import { describe } from "vitest";
import {
  ACCOUNT,
  allowed,
  by,
  NO_BOUNDARY,
  NO_IDENTITY,
  NO_RESOURCE,
  NO_SESSION,
  ORDERS,
  OTHER,
  ROLE,
  read,
  refused,
  SESSION,
  when,
} from "./policy-cases";
import { allow, deny } from "./roles";

// What the pages of the IAM user guide say, with values of our own. Each group names its page.

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
