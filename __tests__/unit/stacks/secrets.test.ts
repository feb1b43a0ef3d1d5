import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { githubToEcs, githubV1Settings } from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";
import { Template } from "../../support/template";

const sources = [
  ["an SSM parameter and random_bytes", githubV1Settings()],
  [
    "a variable and random_id",
    githubV1Settings({ token: { terraformVariable: "github_token" }, webhook: { secret: "random_id" } }),
  ],
] as const;

describe.each(sources)("the secrets of a stack with %s", (_, source) => {
  const stack = () => stackOf(githubToEcs({ source }));

  it("are in no output", () => {
    const outputs = Object.values(new Template(stack()).section("output")) as { value: string }[];
    expect(outputs.length).toBeGreaterThan(0);
    expect(outputs.filter(({ value }) => /random_|ssm_parameter|var\.|secret|token/.test(value))).toEqual([]);
  });

  it("stand in the JSON as references only", () => {
    const secrets = [...Testing.synth(stack()).matchAll(/"(?:OAuthToken|secret|secret_token)": "([^"]*)"/g)];
    expect(secrets.map(([, value]) => value)).toEqual([
      expect.stringMatching(/^\$\{(data\.aws_ssm_parameter\.github_token\.value|var\.github_token)\}$/),
      expect.stringMatching(/^\$\{random_(id|bytes)\.webhook\.hex\}$/),
      expect.stringMatching(/^\$\{random_(id|bytes)\.webhook\.hex\}$/),
    ]);
  });

  it("are two: the token never signs pushes", () => {
    const template = new Template(stack());
    const token = (template.action("Source").configuration as { OAuthToken: string }).OAuthToken;
    expect(template.at("github_repository_webhook.main")).not.toHaveProperty("configuration.secret", token);
  });
});
