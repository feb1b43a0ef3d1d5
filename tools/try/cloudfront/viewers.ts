import type { DistributionSummary, LocalAccount, ViewerResponse } from "../../../local/aws/local-account";
import { defaultTraffic, headerOf } from "../../../modules/cloudfront/traffic";
import type { CloudfrontContinuousDeploymentSettings } from "../../../settings/schema/cloudfront-continuous-deployment";
import { say } from "../say";

/** Enough for the smallest weight that there is a word for: one of two hundred. */
const VISITS = 200;
const PAGE_LENGTH = 60;

/** Says what viewers of the site get now: with and without the header, or a share of them. */
export async function showViewers(
  settings: CloudfrontContinuousDeploymentSettings,
  account: LocalAccount,
  production: DistributionSummary,
): Promise<void> {
  const { traffic = defaultTraffic, distribution } = settings;
  const names = distribution?.domain?.names ?? [];
  const domainName = names.find((name) => !name.startsWith("*")) ?? production.domainName;
  const get = async (visit: { readonly headers?: Record<string, string>; readonly draw: number }) =>
    gotten(await account.visit({ domainName, path: "/", ...visit }));
  if (traffic.type === "header") {
    const { header, value } = headerOf(traffic);
    say(`  viewers     get ${await get({ draw: 0.5 })}`);
    say(
      `  reviewers   get ${await get({ headers: { [header]: value }, draw: 0.5 })}, with ${header}: ${value}`,
    );
    return;
  }
  const counts = new Map<string, number>();
  for (let visit = 0; visit < VISITS; visit += 1) {
    const page = await get({ draw: visit / VISITS });
    counts.set(page, (counts.get(page) ?? 0) + 1);
  }
  const shares = [...counts].sort(([, one], [, other]) => other - one);
  for (const [page, count] of shares) say(`  viewers     ${count} of ${VISITS} get ${page}`);
}

function gotten({ status, body }: ViewerResponse): string {
  if (status >= 400) return String(status);
  const [first = ""] = body.split("\n").filter((line) => line.trim() !== "");
  return `"${first.length > PAGE_LENGTH ? `${first.slice(0, PAGE_LENGTH)}…` : first}"`;
}
