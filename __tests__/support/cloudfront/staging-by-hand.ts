import { elements } from "../../../local/aws/client/xml";
import type { LocalAccount } from "../../../local/aws/local-account";

const API = "/2020-05-31";

/** Deletes policies and staging distributions, as one does in the console: those that nothing sends traffic to any more. */
export async function deleteStagingByHand(account: LocalAccount): Promise<void> {
  const list = await send(account, "GET", "continuous-deployment-policy");
  const policies = elements(await list.text(), "ContinuousDeploymentPolicy");
  for (const id of policies.flatMap((policy) => elements(policy, "Id"))) {
    const etag = (await send(account, "GET", `continuous-deployment-policy/${id}`)).headers.get("etag");
    await send(account, "DELETE", `continuous-deployment-policy/${id}`, undefined, etag);
  }
  for (const { staging, id, etag, configXml } of await account.distributions()) {
    if (!staging) continue;
    const disabled = configXml.replaceAll("<Enabled>true</Enabled>", "<Enabled>false</Enabled>");
    const config = `<DistributionConfig>${disabled}</DistributionConfig>`;
    const { headers } = await send(account, "PUT", `distribution/${id}/config`, config, etag);
    // Until it is disabled everywhere.
    await account.passTime({ minutes: 1 });
    await send(account, "DELETE", `distribution/${id}`, undefined, headers.get("etag"));
  }
}

async function send(
  account: LocalAccount,
  method: string,
  path: string,
  body?: string,
  etag?: string | null,
): Promise<Response> {
  const headers = etag ? { "if-match": etag } : {};
  const response = await account.send("cloudfront", method, `${API}/${path}`, body, headers);
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return response;
}
