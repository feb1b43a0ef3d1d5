import { stickinessOrder, trafficHeader, trafficWeight } from "../findings/cloudfront-errors";
import type { Finding } from "../findings/finding";
import { outOfRange } from "../findings/value-errors";
import { defined } from "../terraform/defined";

/** How long a viewer stays with the distribution that answered first, in seconds. */
export interface SessionStickiness {
  /** A session without a request for this long ends, 300 to 3600 seconds. */
  readonly idleTtl: number;
  /** A session ends after this long, 300 to 3600 seconds, no less than `idleTtl`. */
  readonly maximumTtl: number;
}

/** Requests with a header see the staging distribution: the team, and its tests. */
export interface HeaderTraffic {
  /** `header`: requests with a header see the release under review. `weight`: a share of all viewers does. */
  readonly type: "header";
  /** The header's name, starting with `aws-cf-cd-`. @default "aws-cf-cd-staging" */
  readonly header?: string;
  /** The header's value, 1 to 1783 characters. @default "true" */
  readonly value?: string;
}

/** A share of all viewers sees the staging distribution. */
export interface WeightTraffic {
  /** `header`: requests with a header see the release under review. `weight`: a share of all viewers does. */
  readonly type: "weight";
  /** The share, more than 0 and at most 0.15, which is 15 percent (CloudFront: Quotas for continuous deployment). */
  readonly weight: number;
  /** Keeps a viewer with the same distribution for a while. @default each request is drawn anew */
  readonly sessionStickiness?: SessionStickiness;
}

export type Traffic = HeaderTraffic | WeightTraffic;

/** The traffic where nobody says another. */
export const defaultTraffic: Traffic = { type: "header" };

/** The header that leads a request to the staging distribution. */
export const headerOf = ({ header = "aws-cf-cd-staging", value = "true" }: HeaderTraffic) => ({
  header,
  value,
});

/** The traffic in the words of CloudFront's API, as a script hands it on (CloudFront API: TrafficConfig). */
export function trafficConfig(traffic: Traffic): object {
  if (traffic.type === "header") {
    const { header, value } = headerOf(traffic);
    return { Type: "SingleHeader", SingleHeaderConfig: { Header: header, Value: value } };
  }
  const { weight, sessionStickiness } = traffic;
  return {
    Type: "SingleWeight",
    SingleWeightConfig: defined({
      Weight: weight,
      SessionStickinessConfig: sessionStickiness && {
        IdleTTL: sessionStickiness.idleTtl,
        MaximumTTL: sessionStickiness.maximumTtl,
      },
    }),
  };
}

/** The traffic as a block of Terraform's policy. */
export function trafficBlock(traffic: Traffic) {
  if (traffic.type === "header") {
    return { type: "SingleHeader", singleHeaderConfig: [headerOf(traffic)] };
  }
  const { weight, sessionStickiness } = traffic;
  return {
    type: "SingleWeight",
    singleWeightConfig: [
      defined({ weight, sessionStickinessConfig: sessionStickiness && [{ ...sessionStickiness }] }),
    ],
  };
}

// Beyond that, what an approval may say (CodePipeline: Manual approval action reference) would not take it.
const readableValue = 200;

/** How a person gets to see the release that is under review at that address. */
export function howToSee(traffic: Traffic, url: string): string {
  if (traffic.type === "weight") {
    return `${Number((traffic.weight * 100).toFixed(2))} percent of the requests to ${url} see it`;
  }
  const { header, value } = headerOf(traffic);
  // No quotes: in a text with a reference CDKTF writes them as they are, which is broken HCL.
  return value.length > readableValue
    ? `requests to ${url} with the header ${header} see it, with the value that the settings give it`
    : `requests to ${url} with the header ${header}: ${value} see it`;
}

/** What CloudFront would refuse in the traffic of a continuous deployment policy. */
export function trafficFindings(property: string, traffic: Traffic): readonly Finding[] {
  if (traffic.type === "header") {
    const { header, value } = headerOf(traffic);
    return [
      ...trafficHeader(`${property}.header`, header),
      ...outOfRange(`${property}.value length`, value.length, {
        min: 1,
        max: 1783,
        unit: "characters",
        source: "CloudFront API: ContinuousDeploymentSingleHeaderConfig",
      }),
    ];
  }
  return [
    ...trafficWeight(`${property}.weight`, traffic.weight),
    ...stickinessFindings(`${property}.sessionStickiness`, traffic.sessionStickiness),
  ];
}

function stickinessFindings(property: string, stickiness: SessionStickiness | undefined): readonly Finding[] {
  if (stickiness === undefined) return [];
  const { idleTtl, maximumTtl } = stickiness;
  const range = { min: 300, max: 3600, unit: "seconds", source: "CloudFront API: SessionStickinessConfig" };
  return [
    ...outOfRange(`${property}.idleTtl`, idleTtl, range),
    ...outOfRange(`${property}.maximumTtl`, maximumTtl, range),
    ...stickinessOrder(property, stickiness),
  ];
}
