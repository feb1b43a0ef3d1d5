import { describe, expect, it } from "vitest";
import { parsedTargetUrl, targetUrl } from "../../../../lambda-src/commit-status/target-url";

const target = {
  region: "eu-west-1",
  pipeline: "shop",
  executionId: "1-2",
  started: "2026-11-22T10:00:00.000Z",
  event: undefined,
  attempt: 1,
};
const event = "2026-11-22T10:03:00.000Z";

describe("the URL of a status", () => {
  it.each([
    ["eu-west-1", "https://eu-west-1.console.aws.amazon.com/codesuite/"],
    ["cn-north-1", "https://cn-north-1.console.amazonaws.cn/codesuite/"],
    ["us-gov-west-1", "https://us-gov-west-1.console.amazonaws-us-gov.com/codesuite/"],
  ])("leads to the console of %s", (region, start) => {
    const url = targetUrl({ ...target, region });
    expect(url.startsWith(start)).toBe(true);
    expect(url).toMatch(/\/codepipeline\/pipelines\/shop\/executions\/1-2\/timeline\?region=/);
  });

  it.each([
    target,
    { ...target, event },
    { ...target, event, attempt: 3 },
    { ...target, pipeline: "a.b@c-d_e" },
  ])("says what it was made of: %j", (made) => {
    expect(parsedTargetUrl(targetUrl(made))).toEqual(made);
  });

  it.each([
    "",
    "no url",
    "https://ci.example.org/builds/1",
    targetUrl(target).replace(/&started=.*/, ""),
    targetUrl(target).replace(/started=.*/, "started=soon"),
    targetUrl(target).replace("/timeline", "/visualization"),
    targetUrl(target).replace("region=eu-west-1&", ""),
  ])("that another program made says nothing: %s", (url) => {
    expect(parsedTargetUrl(url)).toBeUndefined();
  });
});
