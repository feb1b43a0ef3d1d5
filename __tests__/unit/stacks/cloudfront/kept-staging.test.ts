import { describe, expect, it } from "vitest";
import {
  type Changes,
  kept,
  made,
  production,
  productionId,
  staging,
} from "../../../support/cloudfront-stack";
import { ref } from "../../../support/ref";

const policy = "aws_cloudfront_continuous_deployment_policy.staging";
const ofCloudfront = (changes: Changes) =>
  made(changes).addresses.filter((address) => address.startsWith("aws_cloudfront_"));

describe("mode scripts", () => {
  it("makes neither a staging distribution nor a policy: releases do", () => {
    expect(ofCloudfront({})).toEqual([production, "aws_cloudfront_origin_access_control.production"]);
    expect(ofCloudfront({ mode: "scripts" })).toEqual(ofCloudfront({}));
  });

  it("writes down that there is none, and leaves alone what scripts write", () => {
    expect(made().at("aws_ssm_parameter.cfcd_staging")).toMatchObject({
      name: "/app/cloudfront/cfcd-staging",
      type: "String",
      value: "none",
      lifecycle: { ignore_changes: ["value"] },
    });
  });
});

describe("mode terraform", () => {
  it("makes a staging distribution, and a policy that is off until a release turns it on", () => {
    expect(ofCloudfront(kept)).toEqual([
      policy,
      production,
      staging,
      "aws_cloudfront_origin_access_control.production",
    ]);
    expect(made(kept).at(policy)).toEqual({
      enabled: false,
      staging_distribution_dns_names: [{ quantity: 1, items: [ref(`${staging}.domain_name`)] }],
      traffic_config: [
        { type: "SingleHeader", single_header_config: [{ header: "aws-cf-cd-staging", value: "true" }] },
      ],
      lifecycle: { ignore_changes: ["enabled"] },
    });
  });

  it("gives the policy the traffic of settings", () => {
    const sessionStickiness = { idleTtl: 300, maximumTtl: 600 };
    const template = made({ ...kept, traffic: { type: "weight", weight: 0.1, sessionStickiness } });
    expect(template.at(policy).traffic_config).toEqual([
      {
        type: "SingleWeight",
        single_weight_config: [
          { weight: 0.1, session_stickiness_config: [{ idle_ttl: 300, maximum_ttl: 600 }] },
        ],
      },
    ]);
  });

  it("attaches nothing to a distribution that it makes, and keeps what promotions change", () => {
    const { lifecycle, continuous_deployment_policy_id } = made(kept).at(production);
    expect(continuous_deployment_policy_id).toBeUndefined();
    expect(lifecycle).toEqual({ ignore_changes: ["origin"] });
  });

  it("attaches the policy to the distribution that settings name, and to no other", () => {
    const { lifecycle, continuous_deployment_policy_id } = made({
      ...kept,
      attachPolicyTo: productionId,
    }).at(production);
    expect(continuous_deployment_policy_id).toBe(ref(`${policy}.id`));
    expect(lifecycle).toEqual({
      ignore_changes: ["origin"],
      postcondition: [
        {
          condition: ref(`self.id == "${productionId}"`),
          error_message: expect.stringMatching(
            new RegExp(`${productionId}.*another one.*production_distribution_id`),
          ),
        },
      ],
    });
  });

  it("writes the staging distribution's ID down for the builds, and does not let go of it", () => {
    const parameter = made(kept).at("aws_ssm_parameter.cfcd_staging");
    expect(parameter).toMatchObject({ value: ref(`${staging}.id`) });
    expect(parameter).not.toHaveProperty("lifecycle");
  });
});

it.each<Changes>([{}, kept])("the production distribution's ID stands in a parameter, with %j", (changes) => {
  expect(made(changes).at("aws_ssm_parameter.cfcd_production")).toMatchObject({
    name: "/app/cloudfront/cfcd-production",
    type: "String",
    value: ref(`${production}.id`),
  });
});
