import { z } from "zod";
import { elements } from "../../../local/aws/client/xml";
import type { DistributionSummary, LocalAccount } from "../../../local/aws/local-account";
import { say } from "../say";

/** The distribution that all viewers see. */
export async function productionOf(account: LocalAccount): Promise<DistributionSummary> {
  const production = (await account.distributions()).find(({ staging }) => !staging);
  if (production === undefined) throw new Error("The stack has made no production distribution.");
  return production;
}

/** Says which release each distribution serves, and what the policy and the parameter are. */
export async function showDistributions(account: LocalAccount, stagingParameter: string): Promise<void> {
  for (const { staging, id, enabled, configXml, policy } of await account.distributions()) {
    const attached =
      policy === undefined
        ? ", no policy attached"
        : `, its policy attached and ${policy.enabled ? "enabled" : "disabled"}`;
    say(
      `  ${staging ? "staging   " : "production"}  ${id}${enabled ? "" : ", disabled,"} has ${releaseIn(configXml)}${staging ? "" : attached}`,
    );
  }
  const answer = await account.call("ssm", "GetParameter", { Name: stagingParameter });
  const { Parameter } = z.object({ Parameter: z.object({ Value: z.string() }) }).parse(answer);
  say(`  parameter   ${stagingParameter}: ${Parameter.Value}`);
}

/** What of a configuration a release under review leaves as it is: all but which policy is attached. */
export function withoutPolicy({ configXml }: DistributionSummary): string {
  return configXml.replace(/<ContinuousDeploymentPolicyId>[^<]*<\/ContinuousDeploymentPolicyId>/, "");
}

/** The folder of the site bucket that the origin reads. */
const releaseIn = (configXml: string): string =>
  (elements(configXml, "OriginPath")[0] ?? "").replace(/^\//, "");
