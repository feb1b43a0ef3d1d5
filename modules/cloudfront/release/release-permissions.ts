import { arnOf } from "../../aws/current";
import type { Statement } from "../../iam/statement";
import type { Distribution } from "../distribution";
import type { ReleaseSurroundings } from "./release-surroundings";

// Service Authorization Reference: Actions, resources, and condition keys for Amazon CloudFront.

const bothArns = ({ kept, arn, stagingArn }: Distribution): readonly string[] =>
  // Any distribution's ARN stands for the production distribution too.
  kept ? [arn, stagingArn] : [stagingArn];

const policyArn = (distribution: Distribution): string =>
  arnOf(distribution, "cloudfront", `continuous-deployment-policy/${distribution.kept?.policyId ?? "*"}`, "");

/** Looks at both distributions. */
export function readDistributions(distribution: Distribution): Statement {
  return {
    actions: ["cloudfront:GetDistribution"],
    resources: bothArns(distribution),
  };
}

/** Changes both distributions, by the actions given. */
export function changeDistributions(
  distribution: Distribution,
  ...actions: readonly string[]
): readonly Statement[] {
  return [{ actions, resources: bothArns(distribution) }, ...keepConfiguration(distribution)];
}

/** Changes the staging distribution, by the actions given; while its ARN is not known, that of any stands for it. */
export function changeStaging(
  distribution: Distribution,
  ...actions: readonly string[]
): readonly Statement[] {
  return [{ actions, resources: [distribution.stagingArn] }, ...keepConfiguration(distribution)];
}

/** Changes the production distribution, by the actions given. */
export function changeProduction(
  distribution: Distribution,
  ...actions: readonly string[]
): readonly Statement[] {
  return [{ actions, resources: [distribution.arn] }, ...keepConfiguration(distribution)];
}

// Whoever sends a configuration is asked for what the configuration refers to.
function keepConfiguration({ accessLogs, webAclArn }: Distribution): readonly Statement[] {
  return [
    ...(accessLogs
      ? [{ actions: ["s3:GetBucketAcl", "s3:PutBucketAcl"], resources: [accessLogs.bucketArn] }]
      : []),
    ...(webAclArn ? [{ actions: ["wafv2:GetWebACL"], resources: [webAclArn] }] : []),
  ];
}

/** Makes edge locations forget what they have cached of a distribution. */
export function invalidate(distributionArn: string): Statement {
  return {
    actions: ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"],
    resources: [distributionArn],
  };
}

/** Works on the continuous deployment policy, by the actions given. */
export function policyActions(distribution: Distribution, ...actions: readonly string[]): Statement {
  return { actions, resources: [policyArn(distribution)] };
}

/** Does what CloudFront's actions have no ARN for. */
export function onAll(...actions: readonly string[]): Statement {
  return { actions, resources: ["*"] };
}

/** Works on the parameter that says which staging distribution there is, by the actions given. */
export function parameterActions(
  { parameters }: ReleaseSurroundings,
  ...actions: readonly string[]
): Statement {
  return { actions, resources: [parameters.stagingArn] };
}

/** Asks the pipeline, by the actions given. */
export function pipelineActions(
  { distribution, pipelineName }: ReleaseSurroundings,
  ...actions: readonly string[]
): Statement {
  return { actions, resources: [arnOf(distribution, "codepipeline", pipelineName)] };
}
