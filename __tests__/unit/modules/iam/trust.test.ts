import { expect, it } from "vitest";
import { Role } from "../../../../modules/iam/role";
import { trustOidcProvider, trustService } from "../../../../modules/iam/trust";
import { BareStack } from "../../../support/bare-stack";
import { Template } from "../../../support/template";

const provider = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
const audience = {
  test: "StringEquals",
  variable: "token.actions.githubusercontent.com:aud",
  values: ["sts.amazonaws.com"],
};

function trustOf(assumedBy: ReturnType<typeof trustService>) {
  const stack = new BareStack();
  new Role(stack, "role", { roleName: "app", assumedBy }).allow({ actions: ["s3:*"], resources: ["a"] });
  return new Template(stack).statements("role_trust");
}

it("a role that a service assumes trusts that service", () => {
  expect(trustOf(trustService("lambda.amazonaws.com"))).toEqual([
    {
      effect: "Allow",
      actions: ["sts:AssumeRole"],
      principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
    },
  ]);
});

it("a role that an OpenID Connect provider vouches for trusts it under conditions", () => {
  expect(trustOf(trustOidcProvider(provider, [audience]))).toEqual([
    {
      effect: "Allow",
      actions: ["sts:AssumeRoleWithWebIdentity"],
      principals: [{ type: "Federated", identifiers: [provider] }],
      condition: [audience],
    },
  ]);
});
