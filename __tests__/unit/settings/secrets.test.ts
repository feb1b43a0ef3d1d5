import { expect, it } from "vitest";
import { checkSettings } from "../../../settings/check";
import { stackSchema } from "../../../systems";
import { githubToEcs, githubV1Settings, project } from "../../support/minimal-entries";
import { problems } from "../../support/problems";

const githubToken = `ghp_${"x".repeat(36)}`;
const accessKey = `AKIA${"X".repeat(16)}`;
const password = "correct horse battery staple";

const withSource = (source: object) => [{ ...githubToEcs(), source: { ...githubV1Settings(), ...source } }];
const report = (entries: unknown) => problems(entries).join("\n");

it.each([
  ["in place of the reference", withSource({ token: password })],
  ["under a key that nothing reads", withSource({ token: { value: password } })],
  ["under a misspelt key", withSource({ tokn: password })],
  ["in a list", withSource({ token: [password] })],
  ["as the webhook's secret", withSource({ webhook: { secret: password } })],
  [
    "as the value of a variable that is no text",
    [{ ...githubToEcs(), build: { environmentVariables: { API_TOKEN: [password] } } }],
  ],
  ["beside the source", [{ ...githubToEcs(), password }]],
  ["in a registry that is a list", [{ ...githubToEcs(), imageRepository: [{ secret: password }] }]],
])("does not print a password that was written %s", (_, entries) => {
  expect(report(entries)).not.toContain(password);
});

it.each([
  ["as the name of a parameter", withSource({ token: { ssmParameter: githubToken } })],
  ["as the name of a variable", withSource({ token: { terraformVariable: githubToken } })],
  ["in a URL", withSource({ repository: `https://${githubToken}@github.com/shop/app` })],
  [
    "as an environment variable",
    [{ ...githubToEcs(), build: { environmentVariables: { PAT: githubToken } } }],
  ],
  ["as a key", withSource({ token: { [githubToken]: githubToken } })],
  ["as the name of a stack", [{ ...githubToEcs(), stack: githubToken }]],
])("refuses a GitHub token that was written %s, without printing it", (_, entries) => {
  expect(report(entries)).toMatch(/holds a token or an access key|does not fit/);
  expect(report(entries)).not.toContain(githubToken);
});

it("refuses an access key of AWS's in the project's settings, without printing it", () => {
  const text = problems([githubToEcs()], { ...project, defaultTags: { Owner: accessKey } }).join("\n");
  expect(text).toContain("project.defaultTags.Owner holds a token or an access key");
  expect(text).not.toContain(accessKey);
});

it("says that a token found in settings must be revoked", () => {
  const [finding] = checkSettings(
    stackSchema,
    project,
    withSource({ token: { ssmParameter: githubToken } }),
  ).findings;
  expect(finding).toMatchObject({
    property: "stacks[0].source.token.ssmParameter",
    allowed: expect.stringContaining("Revoke"),
  });
});

it("shows a value that is no secret", () => {
  expect(report(withSource({ owner: "an owner" }))).toContain('"an owner"');
});
