import { AwsError } from "../../client/aws-error";
import { elementText } from "../../client/xml";
import type { Scope } from "../../gateway/scope";
import { matchesPattern } from "../../iam/evaluation/pattern";
import { cacheBehaviorsIn, type DistributionConfig } from "../distribution-config";
import { contentOf, elementsIn } from "../xml-elements";

/** A bucket that CloudFront reads for viewers. */
export interface BucketOrigin {
  readonly bucket: string;
  /** Undefined where the origin's domain name names none. */
  readonly region: string | undefined;
  /** What stands in front of every path. */
  readonly originPath: string;
}

const OF_BUCKET = /^(?<bucket>[a-z0-9.-]+)\.s3(?:\.(?<region>[a-z0-9-]+))?\.amazonaws\.com$/;

/** The origin of a path. One that is no bucket with an origin access control is refused. */
export async function originOf(
  scope: Scope,
  config: DistributionConfig,
  path: string,
): Promise<BucketOrigin> {
  const id = elementText(behaviorOf(config, path), "TargetOriginId") ?? "";
  const origins = elementsIn(contentOf(config.get("Origins") ?? "", "Items") ?? "");
  const origin = origins.find(({ content }) => elementText(content, "Id") === id)?.content;
  if (origin === undefined) throw notPlayed(id, "it is a group of origins");
  const domainName = elementText(origin, "DomainName") ?? "";
  const { bucket, region } = OF_BUCKET.exec(domainName)?.groups ?? {};
  if (bucket === undefined) throw notPlayed(id, `${domainName} is not that of a bucket`);
  await checkAccessControl(scope, id, elementText(origin, "OriginAccessControlId") ?? "");
  return { bucket, region, originPath: elementText(origin, "OriginPath") ?? "" };
}

// The first one whose pattern the path matches, else the default one.
function behaviorOf(config: DistributionConfig, path: string): string {
  const [byDefault = "", ...others] = cacheBehaviorsIn(config);
  return others.find((behavior) => matches(elementText(behavior, "PathPattern") ?? "", path)) ?? byDefault;
}

function matches(pattern: string, path: string): boolean {
  const whole = pattern.startsWith("/") || pattern.startsWith("*") ? pattern : `/${pattern}`;
  return matchesPattern(whole, path, { wildcards: true }) === true;
}

async function checkAccessControl(scope: Scope, originId: string, id: string): Promise<void> {
  if (id === "") throw notPlayed(originId, "it has no origin access control");
  const answer = await scope.moto.send("cloudfront", "GET", `/2020-05-31/origin-access-control/${id}`);
  const behavior = elementText(await answer.text(), "SigningBehavior");
  if (behavior !== "never") return;
  throw notPlayed(originId, `its origin access control ${id} never signs`);
}

function notPlayed(id: string, why: string): AwsError {
  return new AwsError(
    "ValidationException",
    `The local CloudFront reads only buckets, with an origin access control; of the origin "${id}" ${why}.`,
  );
}
