import { describe, expect, it } from "vitest";
import type { ProjectSettings } from "../../../../settings/schema/project";
import { warningsOf } from "../../../support/findings";
import { account, type Changes, partition, stackOf, templateOf } from "../../../support/github-actions-stack";
import { githubRepository } from "../../../support/minimal-entries";
import { Template } from "../../../support/template";

describe("whom the role of a workflow trusts", () => {
  const issuer = "token.actions.githubusercontent.com";
  const trustOf = (changes: Changes = {}, ofProject: Partial<ProjectSettings> = {}) =>
    templateOf(changes, ofProject).statements("github_actions_trust");
  const trust = (sub: string | readonly string[], of = issuer, aud = "sts.amazonaws.com") => [
    {
      effect: "Allow",
      actions: ["sts:AssumeRoleWithWebIdentity"],
      principals: [
        { type: "Federated", identifiers: [`arn:${partition}:iam::${account}:oidc-provider/${of}`] },
      ],
      condition: [
        { test: "StringEquals", variable: `${of}:aud`, values: [aud] },
        { test: "StringEquals", variable: `${of}:sub`, values: [sub].flat() },
      ],
    },
  ];
  const repository = "repo:example-organization/example-application";

  it("is the workflow of one branch, letter by letter", () => {
    expect(trustOf()).toEqual(trust(`${repository}:ref:refs/heads/main`));
  });

  it("is the job of one environment, where there is one", () => {
    expect(trustOf({ github: { ...githubRepository, environment: "production" } })).toEqual(
      trust(`${repository}:environment:production`),
    );
  });

  it("is the repository by its numbers, where settings give them", () => {
    expect(trustOf({ github: { ...githubRepository, ownerId: 12, repositoryId: 34 } })).toEqual(
      trust("repo:example-organization@12/example-application@34:ref:refs/heads/main"),
    );
  });

  it("are the subjects that settings say, letter by letter", () => {
    const subjects = [`${repository}:ref:refs/heads/main`, "repository_id:34:environment:production"];
    expect(trustOf({ identity: { type: "oidc", subjects } })).toEqual(trust(subjects));
  });

  it("is a token for STS in China by its own name, and the workflow asks for that", () => {
    const stack = stackOf({}, { region: "cn-north-1" });
    expect(new Template(stack).statements("github_actions_trust")).toEqual(
      trust(`${repository}:ref:refs/heads/main`, issuer, "sts.amazonaws.com.cn"),
    );
    expect(stack.workflow.text).toContain("\n          audience: sts.amazonaws.com.cn\n");
  });

  it("is a token for whom settings say", () => {
    const stack = stackOf({ identity: { type: "oidc", audience: "shop" } });
    expect(new Template(stack).at("aws_iam_openid_connect_provider.github_actions")).toEqual({
      url: `https://${issuer}`,
      client_id_list: ["shop"],
    });
    expect(stack.workflow.text).toContain("\n          audience: shop\n");
  });

  it.each([
    ["https://github.com", issuer],
    ["https://github.example.com", "github.example.com/_services/token"],
    ["https://shop.ghe.com", "token.actions.shop.ghe.com"],
  ])("is, of %s, the issuer %s", (githubUrl, of) => {
    const template = templateOf({ github: { ...githubRepository, githubUrl } });
    expect(template.statements("github_actions_trust")).toEqual(
      trust(`${repository}:ref:refs/heads/main`, of),
    );
    expect(template.at("aws_iam_openid_connect_provider.github_actions").url).toBe(`https://${of}`);
  });

  it("is the issuer that settings name", () => {
    const identity = { type: "oidc", issuerUrl: "https://tokens.example.com/shop" } as const;
    expect(trustOf({ identity })).toEqual(
      trust(`${repository}:ref:refs/heads/main`, "tokens.example.com/shop"),
    );
  });

  it("is an identity provider that exists, and none is made", () => {
    const template = templateOf({ identity: { type: "oidc", oidcProvider: "existing" } });
    expect(template.find("aws_iam_openid_connect_provider")).toEqual([]);
    expect(template.statements("github_actions_trust")).toEqual(trust(`${repository}:ref:refs/heads/main`));
  });

  it("is warned of while it is a name only", () => {
    const numbers = { ...githubRepository, ownerId: 12, repositoryId: 34 };
    const about = (changes: Changes) =>
      warningsOf(stackOf(changes)).filter((text) => text.includes("by its name"));
    expect(about({})).toHaveLength(1);
    expect(about({ github: numbers })).toEqual([]);
    expect(about({ identity: { type: "oidc", subjects: [`${repository}:environment:x`] } })).toEqual([]);
  });

  it.each([
    [undefined, undefined, undefined],
    [60, undefined, undefined],
    [90, 5400, "5400"],
    [360, 21_600, "21600"],
  ])("lasts, of a job of %s minutes, as long as that", (timeoutInMinutes, seconds, asked) => {
    const stack = stackOf({ workflow: timeoutInMinutes === undefined ? {} : { timeoutInMinutes } });
    expect(new Template(stack).at("aws_iam_role.github_actions").max_session_duration).toBe(seconds);
    expect(/role-duration-seconds: (\d+)/.exec(stack.workflow.text)?.[1]).toBe(asked);
  });
});
