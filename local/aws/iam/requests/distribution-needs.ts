import { loggingBucketOf } from "../../cloudfront/distribution-config";
import { contentOf } from "../../cloudfront/xml-elements";
import { bucketOwner } from "../../s3/bucket-owner";
import type { AwsCall } from "./aws-call";
import type { Permission } from "./permission";
import { s3Context } from "./s3-context";

/** What whoever gives a distribution the configuration in a request has to be allowed beside that. */
export function usesOfGivenConfig(call: AwsCall): Promise<readonly Permission[]> {
  return usesOf(call, call.request.body.toString());
}

/** The same of the configuration that the distribution of the request's path has. */
export async function usesOfPresentConfig(call: AwsCall): Promise<readonly Permission[]> {
  const id = call.request.url.pathname.split("/")[3] ?? "";
  const answer = await call.account.send("cloudfront", "GET", `/2020-05-31/distribution/${id}/config`);
  return answer.ok ? usesOf(call, await answer.text()) : [];
}

async function usesOf(call: AwsCall, document: string): Promise<readonly Permission[]> {
  const whole = contentOf(document, "DistributionConfigWithTags") ?? document;
  const config = contentOf(whole, "DistributionConfig") ?? "";
  return [
    ...(await writesLogs(call, loggingBucketOf(contentOf(config, "Logging") ?? ""))),
    ...readsWebAcl(contentOf(config, "WebACLId") ?? ""),
  ];
}

// CloudFront lets itself write there, as whoever asks (CloudFront developer guide, "Configure standard logging (legacy)").
async function writesLogs(call: AwsCall, bucket: string | undefined): Promise<readonly Permission[]> {
  if (bucket === undefined) return [];
  const accountId = (await bucketOwner(call.scope, bucket)) ?? call.identity.accountId;
  return ["GetBucketAcl", "PutBucketAcl"].map((action) => ({
    action: `s3:${action}`,
    resource: `arn:aws:s3:::${bucket}`,
    accountId,
    context: { ...s3Context(call, action), "s3:ResourceAccount": accountId },
  }));
}

function readsWebAcl(arn: string): readonly Permission[] {
  return arn === "" ? [] : [{ action: "wafv2:GetWebACL", resource: arn }];
}
