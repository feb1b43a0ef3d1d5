import { describe, expect, it } from "vitest";
import type { StatusToken } from "../../../../modules/commit-status/status-token";
import { type Changes, environmentOf, keyArn, templateOf } from "../../../support/commit-status-stack";
import type { Block } from "../../../support/template";

describe("what the function of commit statuses is told", () => {
  it("is where GitHub is, the context, the level and the state of what was overtaken", () => {
    expect(environmentOf({})).toEqual({
      GITHUB_API_URL: "https://api.github.com",
      STATUS_CONTEXT: "codepipeline/<pipeline>",
      LEVELS: "pipeline",
      SUPERSEDED_STATE: "pending",
      TOKEN_PARAMETER: "/github/token",
    });
  });

  it("is what settings say", () => {
    const changes: Changes = {
      levels: ["stage", "pipeline"],
      context: "release/<pipeline>",
      supersededState: "success",
      sourceArtifacts: { app: "Code" },
    };
    expect(templateOf(changes).at("aws_lambda_function.main").environment).toEqual({
      variables: {
        GITHUB_API_URL: "https://api.github.com",
        STATUS_CONTEXT: "release/<pipeline>",
        LEVELS: "stage,pipeline",
        SUPERSEDED_STATE: "success",
        TOKEN_PARAMETER: "/github/token",
        // A JSON text, which the template has parsed.
        SOURCE_ARTIFACTS: { app: "Code" },
      },
    });
  });

  it.each([
    ["https://github.com", "https://api.github.com"],
    ["https://github.example.com", "https://github.example.com/api/v3"],
    ["https://github.example.com:8443", "https://github.example.com:8443/api/v3"],
    ["https://shop.ghe.com", "https://api.shop.ghe.com"],
  ])("is, of %s, the API at %s", (githubUrl, api) => {
    expect(environmentOf({ githubUrl }).GITHUB_API_URL).toBe(api);
  });

  const secretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:github/token-AbCdEf";
  it.each<[StatusToken, Block]>([
    [{ ssmParameter: "/github/token", kmsKeyArn: keyArn }, { TOKEN_PARAMETER: "/github/token" }],
    [{ secretsManagerSecret: "github/token" }, { TOKEN_SECRET: "github/token" }],
    [
      { secretsManagerSecret: secretArn, jsonKey: "token" },
      { TOKEN_SECRET: secretArn, TOKEN_SECRET_KEY: "token" },
    ],
    [
      { githubAppId: "1234", privateKey: { ssmParameter: "/github/key" } },
      { TOKEN_PARAMETER: "/github/key", GITHUB_APP_ID: "1234" },
    ],
    [
      {
        githubAppId: "Iv23abc",
        installationId: "77",
        privateKey: { secretsManagerSecret: "github/app", jsonKey: "key" },
      },
      {
        TOKEN_SECRET: "github/app",
        TOKEN_SECRET_KEY: "key",
        GITHUB_APP_ID: "Iv23abc",
        GITHUB_APP_INSTALLATION_ID: "77",
      },
    ],
  ])("is where %j is read, and nothing secret", (token, expected) => {
    const { GITHUB_API_URL, STATUS_CONTEXT, LEVELS, SUPERSEDED_STATE, ...rest } = environmentOf({ token });
    expect(rest).toEqual(expected);
  });
});
