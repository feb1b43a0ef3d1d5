import type { AwsCall } from "./aws-call";
import { needs } from "./needs";
import type { ServiceRequests } from "./permission";

// Web ACLs of CloudFront are all in us-east-1, where their requests are signed for.
const webAcl = (call: AwsCall) => {
  const scope = call.text("Scope") === "CLOUDFRONT" ? "global" : "regional";
  return call.text("ARN") || call.arn("wafv2", `${scope}/webacl/${call.text("Name")}/${call.text("Id")}`);
};

/** What the operations of WAF need. */
export const wafv2: ServiceRequests = {
  operations: { GetWebACL: needs("wafv2:GetWebACL", webAcl) },
};
