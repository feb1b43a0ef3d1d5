import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import {
  type DistributionConfig,
  loggingBucketOf,
  originAccessControlsIn,
  textIn,
} from "./distribution-config";
import { contentOf } from "./xml-elements";

const CERTIFICATE = /^arn:[^:]+:acm:us-east-1:\d{12}:certificate\//;
const WEB_ACL = /^arn:[^:]+:wafv2:us-east-1:\d{12}:global\/webacl\/(?<Name>[^/]+)\/(?<Id>[^/]+)$/;

/** Refuses a configuration that uses what is not there, or not fit for it; the scope is CloudFront's home region. */
export async function checkUsedResources(scope: Scope, config: DistributionConfig): Promise<void> {
  await checkOriginAccessControls(scope, config);
  await checkLoggingBucket(scope, config);
  await checkCertificate(scope, config);
  await checkWebAcl(scope, config);
}

async function checkOriginAccessControls(scope: Scope, config: DistributionConfig): Promise<void> {
  for (const id of originAccessControlsIn(config)) {
    const { status } = await scope.moto.send("cloudfront", "GET", `/2020-05-31/origin-access-control/${id}`);
    if (status !== 404) continue;
    throw new AwsError("InvalidOriginAccessControl", `The origin access control ${id} does not exist`);
  }
}

// A bucket that says nothing of the ownership of its objects has no ACLs (Amazon S3 user guide, "Controlling
// ownership of objects and disabling ACLs for your bucket").
async function checkLoggingBucket(scope: Scope, config: DistributionConfig): Promise<void> {
  const bucket = loggingBucketOf(config.get("Logging") ?? "");
  if (bucket === undefined) return;
  const { status } = await scope.moto.send("s3", "HEAD", `/${bucket}`);
  if (status === 404) {
    throw invalid(`The S3 bucket that you specified for CloudFront logs does not exist: ${bucket}`);
  }
  const controls = await scope.moto.send("s3", "GET", `/${bucket}?ownershipControls`);
  if (/BucketOwnerPreferred|ObjectWriter/.test(await controls.text())) return;
  throw invalid(`The S3 bucket that you specified for CloudFront logs does not enable ACL access: ${bucket}`);
}

async function checkCertificate(scope: Scope, config: DistributionConfig): Promise<void> {
  const arn = contentOf(config.get("ViewerCertificate") ?? "", "ACMCertificateArn") ?? "";
  if (arn === "") return;
  const isUsable =
    CERTIFICATE.test(arn) &&
    (await exists(() => scope.moto.call("acm", "DescribeCertificate", { CertificateArn: arn })));
  if (isUsable) return;
  throw new AwsError(
    "InvalidViewerCertificate",
    `The specified SSL certificate doesn't exist or isn't in the us-east-1 region: ${arn}`,
  );
}

async function checkWebAcl(scope: Scope, config: DistributionConfig): Promise<void> {
  const arn = textIn(config, "WebACLId");
  if (arn === "") return;
  const named = WEB_ACL.exec(arn)?.groups;
  const isUsable =
    named !== undefined &&
    (await exists(() => scope.moto.call("wafv2", "GetWebACL", { ...named, Scope: "CLOUDFRONT" })));
  if (isUsable) return;
  throw new AwsError("InvalidWebACLId", `A web ACL of CloudFront with this ARN does not exist: ${arn}`);
}

async function exists(look: () => Promise<unknown>): Promise<boolean> {
  try {
    await look();
    return true;
  } catch (error) {
    if (error instanceof AwsError && /NotFound|Nonexistent/.test(error.code)) return false;
    throw error;
  }
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidArgument", message);
}
