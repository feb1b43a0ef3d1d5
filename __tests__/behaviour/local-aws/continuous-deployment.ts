import { type CloudFrontAnswer, cloudfront, createDistribution } from "./distributions";
import type { TestAccount } from "./on-local-aws";

/** A production distribution and its staging one. */
export interface Pair {
  readonly primary: CloudFrontAnswer;
  readonly staging: CloudFrontAnswer;
}

/** A pair that no policy connects yet. */
export async function createPair(account: TestAccount): Promise<Pair> {
  const primary = await createDistribution(account, { CallerReference: "primary", Comment: "old" });
  const staging = await createDistribution(account, {
    CallerReference: "staging",
    Comment: "new",
    Staging: "true",
  });
  return { primary, staging };
}

/** Traffic by weight. */
export const weight = (share: number) =>
  `<Type>SingleWeight</Type><SingleWeightConfig><Weight>${share}</Weight></SingleWeightConfig>`;
/** Traffic by header. */
export const header = (name: string) =>
  `<Type>SingleHeader</Type><SingleHeaderConfig><Header>${name}</Header><Value>1</Value></SingleHeaderConfig>`;

/** A policy that sends traffic to the staging distribution with that domain name. */
export function policyConfig(domainName: string, traffic = weight(0.1), enabled = true): string {
  const names = `<Quantity>1</Quantity><Items><DnsName>${domainName}</DnsName></Items>`;
  return (
    `<ContinuousDeploymentPolicyConfig><StagingDistributionDnsNames>${names}</StagingDistributionDnsNames>` +
    `<Enabled>${enabled}</Enabled><TrafficConfig>${traffic}</TrafficConfig></ContinuousDeploymentPolicyConfig>`
  );
}

/** A policy that sends traffic to a staging distribution. */
export function createPolicy(
  account: TestAccount,
  { domainName }: CloudFrontAnswer,
  traffic?: string,
): Promise<CloudFrontAnswer> {
  return cloudfront(account, "POST", "continuous-deployment-policy", policyConfig(domainName, traffic));
}

/** The production distribution of a pair with that policy. */
export const primaryWith = (ContinuousDeploymentPolicyId: string) => ({
  CallerReference: "primary",
  Comment: "old",
  ContinuousDeploymentPolicyId,
});

/** Promotes the staging distribution's configuration; `tags` are the entity tags of both. */
export function promote(
  account: TestAccount,
  { primary, staging }: Pair,
  tags: string,
): Promise<CloudFrontAnswer> {
  const path = `distribution/${primary.id}/promote-staging-config?StagingDistributionId=${staging.id}`;
  return cloudfront(account, "PUT", path, undefined, { "if-match": tags });
}
