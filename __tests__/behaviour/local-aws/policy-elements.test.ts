import { describe } from "vitest";
import {
  ACCOUNT,
  allowed,
  NO_IDENTITY,
  ORDERS,
  OTHER,
  ROLE,
  type Row,
  read,
  refused,
  SESSION,
  variable,
  when,
} from "./policy-cases";
import { allow, deny } from "./roles";

// What the pages of the IAM user guide say, with values of our own. Each group names its page.

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
