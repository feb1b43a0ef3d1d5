import type { DistributionSummary } from "../../../local/aws/local-account";

/** The release whose files a distribution serves. */
export function shownRelease(distribution: DistributionSummary | undefined): string | undefined {
  return /<OriginPath>\/releases\/([^<]+)<\/OriginPath>/.exec(distribution?.configXml ?? "")?.[1];
}
