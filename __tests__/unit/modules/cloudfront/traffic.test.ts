import { describe, expect, it } from "vitest";
import { howToSee, type Traffic, trafficBlock, trafficConfig } from "../../../../modules/cloudfront/traffic";

const byHeader: Traffic = { type: "header", header: "aws-cf-cd-team", value: "shop" };
const byWeight: Traffic = { type: "weight", weight: 0.15 };
const sticky: Traffic = { ...byWeight, sessionStickiness: { idleTtl: 300, maximumTtl: 3600 } };

describe("the traffic of a continuous deployment policy", () => {
  it.each<[Traffic, object]>([
    [
      { type: "header" },
      {
        Type: "SingleHeader",
        SingleHeaderConfig: { Header: "aws-cf-cd-staging", Value: "true" },
      },
    ],
    [byHeader, { Type: "SingleHeader", SingleHeaderConfig: { Header: "aws-cf-cd-team", Value: "shop" } }],
    [byWeight, { Type: "SingleWeight", SingleWeightConfig: { Weight: 0.15 } }],
    [
      sticky,
      {
        Type: "SingleWeight",
        SingleWeightConfig: { Weight: 0.15, SessionStickinessConfig: { IdleTTL: 300, MaximumTTL: 3600 } },
      },
    ],
  ])("of %j is, for the API, %j", (traffic, config) => {
    expect(trafficConfig(traffic)).toEqual(config);
  });

  it.each<[Traffic, object]>([
    [
      { type: "header" },
      { type: "SingleHeader", singleHeaderConfig: [{ header: "aws-cf-cd-staging", value: "true" }] },
    ],
    [byWeight, { type: "SingleWeight", singleWeightConfig: [{ weight: 0.15 }] }],
    [
      sticky,
      {
        type: "SingleWeight",
        singleWeightConfig: [{ weight: 0.15, sessionStickinessConfig: [{ idleTtl: 300, maximumTtl: 3600 }] }],
      },
    ],
  ])("of %j is, for Terraform, %j", (traffic, block) => {
    expect(trafficBlock(traffic)).toEqual(block);
  });
});

describe("how a release under review is seen", () => {
  const url = "https://www.example.com";

  it.each<[Traffic, string]>([
    [{ type: "header" }, `requests to ${url} with the header aws-cf-cd-staging: true see it`],
    [byHeader, `requests to ${url} with the header aws-cf-cd-team: shop see it`],
    [byWeight, `15 percent of the requests to ${url} see it`],
    [{ type: "weight", weight: 0.07 }, `7 percent of the requests to ${url} see it`],
    [{ type: "weight", weight: 0.0025 }, `0.25 percent of the requests to ${url} see it`],
  ])("with %j", (traffic, text) => {
    expect(howToSee(traffic, url)).toBe(text);
  });

  // In a text with a reference CDKTF writes quotes as they are, which is broken HCL.
  it("is said without quotes of its own", () => {
    expect(howToSee({ type: "header" }, url)).not.toMatch(/["\\]/);
  });

  it("leaves out a value that an approval has no room for", () => {
    const text = howToSee({ ...byHeader, value: "a".repeat(1783) }, url);
    expect(text).toContain("with the header aws-cf-cd-team see it");
    expect(text.length).toBeLessThan(500);
  });
});
