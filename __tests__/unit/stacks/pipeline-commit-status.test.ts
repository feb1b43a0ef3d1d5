import { describe, expect, it } from "vitest";
import type { CommitStatusSettings } from "../../../settings/schema/commit-status-options";
import { findingsOf, warningsOf } from "../../support/findings";
import {
  cloudfrontContinuousDeployment,
  connectionSettings,
  ecrPushBlueGreen,
  ecrPushToEcs,
  githubToEcs,
  githubV1Settings,
} from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";
import { reportedAlone } from "../../support/problems";
import { arn } from "../../support/ref";
import { Template } from "../../support/template";

const token = { ssmParameter: "/github/statuses" };

describe.each([
  ["github-to-ecs", githubToEcs],
  ["ecr-push-to-ecs", ecrPushToEcs],
  ["ecr-push-blue-green", ecrPushBlueGreen],
  ["cloudfront-continuous-deployment", cloudfrontContinuousDeployment],
] as const)("the commit statuses of %s", (_, entry) => {
  const stackWith = (commitStatus: true | CommitStatusSettings, changes: object = {}) =>
    stackOf(entry({ commitStatus, ...changes }));
  const templateOf = (...args: Parameters<typeof stackWith>) => new Template(stackWith(...args));
  const addressesOf = (template: Template) =>
    template.addresses.filter((address) => /commit_status|lambda|sqs/.test(address));

  it("are none unless settings ask for them", () => {
    expect(addressesOf(new Template(stackOf(entry())))).toEqual([]);
  });

  it("are rules and a function beside the pipeline, and change no other address", () => {
    const stack = stackWith({ token });
    expect(findingsOf(stack)).toEqual([]);
    const template = new Template(stack);
    expect(addressesOf(template)).toEqual([
      "aws_cloudwatch_event_rule.commit_status_executions",
      "aws_cloudwatch_event_rule.commit_status_sources",
      "aws_cloudwatch_event_target.commit_status_executions",
      "aws_cloudwatch_event_target.commit_status_sources",
      "aws_cloudwatch_log_group.commit_status",
      "aws_iam_role.commit_status",
      "aws_iam_role_policy.commit_status",
      "aws_lambda_function.commit_status",
      "aws_lambda_function_event_invoke_config.commit_status",
      "aws_lambda_permission.commit_status_executions",
      "aws_lambda_permission.commit_status_sources",
      "aws_sqs_queue.commit_status",
      "data.aws_iam_policy_document.commit_status",
      "data.aws_iam_policy_document.commit_status_trust",
    ]);
    const others = template.addresses.filter((address) => !addressesOf(template).includes(address));
    expect(others).toEqual(new Template(stackOf(entry())).addresses);
  });

  it("are there before the pipeline, which runs at once", () => {
    expect(templateOf({ token, levels: ["pipeline", "stage"] }).at("aws_codepipeline.main")).toMatchObject({
      depends_on: expect.arrayContaining([
        "aws_cloudwatch_event_target.commit_status_executions",
        "aws_cloudwatch_event_target.commit_status_sources",
        "aws_cloudwatch_event_target.commit_status_stages",
      ]),
    });
  });

  it("are those of the entry's pipeline and of no other", () => {
    const template = templateOf({ token }, { pipeline: { pipelineName: "shop" } });
    expect(template.at("aws_cloudwatch_event_rule.commit_status_executions")).toMatchObject({
      event_pattern: { detail: { pipeline: ["shop"] } },
    });
    expect(template.statements("commit_status")).toContainEqual({
      effect: "Allow",
      actions: ["codepipeline:GetPipelineExecution"],
      resources: [arn("codepipeline", "shop")],
    });
  });

  it("are named after the entry, or as settings say", () => {
    expect(templateOf({ token }).at("aws_lambda_function.commit_status").function_name).toBe(
      "app-commit-status",
    );
    const own = templateOf({ token, functionName: "tells", logicalId: "told", ruleNamePrefix: "hears" });
    expect(own.at("aws_lambda_function.told").function_name).toBe("tells");
    expect(own.at("aws_cloudwatch_event_rule.told_executions").name).toBe("hears-executions");
  });

  it("have a log that the entry's key encrypts", () => {
    const kmsKey = "arn:aws:kms:eu-central-1:123456789012:key/one";
    expect(templateOf({ token }, { kmsKey }).at("aws_cloudwatch_log_group.commit_status")).toMatchObject({
      kms_key_id: kmsKey,
    });
  });

  it("may have one context, as there is one pipeline", () => {
    expect(findingsOf(stackWith({ token, context: "release" }))).toEqual([]);
  });

  it("are a line of the summary", () => {
    const line = { label: "tells", text: "GitHub, by a status of each commit" };
    expect(stackWith({ token }).summary()).toContainEqual(line);
    expect(stackOf(entry()).summary()).not.toContainEqual(line);
  });
});

describe("the token of commit statuses", () => {
  const environmentOf = (entry: ReturnType<typeof githubToEcs>) =>
    new Template(stackOf(entry)).at("aws_lambda_function.commit_status").environment;

  it("is the source's own parameter, unless settings name another", () => {
    const source = githubV1Settings({ token: { ssmParameter: "/github/token" } });
    expect(environmentOf(githubToEcs({ source, commitStatus: true }))).toMatchObject({
      variables: { TOKEN_PARAMETER: "/github/token" },
    });
    expect(environmentOf(githubToEcs({ source, commitStatus: { levels: ["stage"] } }))).toMatchObject({
      variables: { TOKEN_PARAMETER: "/github/token", LEVELS: "stage" },
    });
    expect(environmentOf(githubToEcs({ source, commitStatus: { token } }))).toMatchObject({
      variables: { TOKEN_PARAMETER: "/github/statuses" },
    });
  });

  it.each([
    ["a connection", githubToEcs({ source: connectionSettings() }), "one"],
    [
      "a variable's token",
      githubToEcs({ source: githubV1Settings({ token: { terraformVariable: "token" } }) }),
      "one",
    ],
    ["images", ecrPushToEcs(), "two"],
    ["images that are released blue/green", ecrPushBlueGreen(), "three"],
  ] as const)("is to be named where the source has %s", (_, entry, stack) => {
    const reported = (commitStatus: true | CommitStatusSettings, property: string) =>
      reportedAlone({ ...entry, commitStatus }, `${stack} · ${property}`, commitStatus);
    expect(reported(true, "commitStatus").allowed).toBe(true);
    expect(reported({ levels: ["stage"] }, "commitStatus.token").allowed).toBe(true);
    expect(findingsOf(stackOf({ ...entry, commitStatus: { token } }))).toEqual([]);
  });
});

describe("commit statuses of a pipeline without a commit", () => {
  const about = (...args: Parameters<typeof stackOf>) =>
    warningsOf(stackOf(...args)).filter((text) => text.includes("no status is ever set"));

  it.each([
    ["images", ecrPushToEcs({ commitStatus: { token } })],
    ["images that are released blue/green", ecrPushBlueGreen({ commitStatus: { token } })],
  ])("are warned of where the source has %s", (_, entry) => {
    expect(about(entry)).toEqual([expect.stringMatching(/^\w+\/commit_status: /)]);
  });

  it("are not warned of where a source is GitHub's", () => {
    expect(about(githubToEcs({ commitStatus: true }))).toEqual([]);
    expect(about(githubToEcs({ source: connectionSettings(), commitStatus: { token } }))).toEqual([]);
  });
});
