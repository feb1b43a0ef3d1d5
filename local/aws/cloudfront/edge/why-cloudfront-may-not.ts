import { parseArn } from "../../arn";
import type { Scope } from "../../gateway/scope";
import type { Permission } from "../../iam/requests/permission";
import { whyServiceMayNot } from "../../iam/service-permission";
import type { Distribution } from "../distributions";

/** Why a resource's policy does not let CloudFront do something on behalf of a distribution, or undefined when it does. */
export function whyCloudFrontMayNot(
  scope: Scope,
  { arn }: Distribution,
  permission: Permission,
): Promise<string | undefined> {
  const sourceAccount = parseArn(arn)?.accountId ?? "";
  return whyServiceMayNot(scope, "cloudfront.amazonaws.com", permission, { sourceArn: arn, sourceAccount });
}
