import { describe, expect, it } from "vitest";
import { readEnvironment } from "../../../../lambda-src/commit-status/environment";

const least = {
  GITHUB_API_URL: "https://api.github.com",
  TOKEN_PARAMETER: "/shop/token",
  STATUS_CONTEXT: "codepipeline/<pipeline>",
};

describe("the environment", () => {
  it("needs an API, a place of a token and a context", () => {
    expect(readEnvironment(least)).toEqual({
      githubApiUrl: "https://api.github.com",
      secretPlace: { type: "parameter", name: "/shop/token" },
      githubApp: undefined,
      statusContext: "codepipeline/<pipeline>",
      levels: ["pipeline"],
      supersededState: "pending",
      sourceArtifacts: new Map(),
    });
  });

  it("may say everything", () => {
    const variables = {
      GITHUB_API_URL: "https://github.example.com/api/v3/",
      TOKEN_SECRET: "shop/app",
      TOKEN_SECRET_KEY: "key",
      GITHUB_APP_ID: "4711",
      GITHUB_APP_INSTALLATION_ID: "99",
      STATUS_CONTEXT: "deploy",
      LEVELS: "stage,action",
      SUPERSEDED_STATE: "success",
      SOURCE_ARTIFACTS: '{"shop":"source"}',
    };
    expect(readEnvironment(variables)).toEqual({
      githubApiUrl: "https://github.example.com/api/v3",
      secretPlace: { type: "secret", id: "shop/app", key: "key" },
      githubApp: { id: "4711", installationId: "99" },
      statusContext: "deploy",
      levels: ["stage", "action"],
      supersededState: "success",
      sourceArtifacts: new Map([["shop", "source"]]),
    });
  });

  it("takes an empty variable for none", () => {
    const empty = { TOKEN_SECRET: "", GITHUB_APP_ID: "", LEVELS: "", SOURCE_ARTIFACTS: "" };
    expect(readEnvironment({ ...least, ...empty })).toEqual(readEnvironment(least));
  });

  it.each([
    ["no place of a token", { TOKEN_PARAMETER: "" }, /TOKEN_PARAMETER.*TOKEN_SECRET/],
    ["two places of a token", { TOKEN_SECRET: "a" }, /either/],
    ["a key of a parameter", { TOKEN_SECRET_KEY: "a" }, /either/],
    ["an installation without an App", { GITHUB_APP_INSTALLATION_ID: "1" }, /needs GITHUB_APP_ID/],
    ["an unknown level", { LEVELS: "pipeline,stages" }, /^LEVELS/],
    ["an unknown state", { SUPERSEDED_STATE: "failure" }, /^SUPERSEDED_STATE/],
    ["sources that are no JSON", { SOURCE_ARTIFACTS: "shop=source" }, /^SOURCE_ARTIFACTS/],
    ["sources that are no texts", { SOURCE_ARTIFACTS: '{"shop":1}' }, /^SOURCE_ARTIFACTS/],
    ["an API that is no URL", { GITHUB_API_URL: "github.com" }, /^GITHUB_API_URL/],
  ])("is refused with %s", (_, variables, message) => {
    expect(() => readEnvironment({ ...least, ...variables })).toThrow(
      expect.objectContaining({ name: "InvalidEnvironment", message: expect.stringMatching(message) }),
    );
  });

  it("is refused for all that is missing at once", () => {
    expect(() => readEnvironment({})).toThrow(/GITHUB_API_URL.*STATUS_CONTEXT/);
  });
});
