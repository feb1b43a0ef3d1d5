import { AwsError } from "../../client/aws-error";
import { ActionFailure } from "./action-provider";

/** Whether IAM, or the resource's own policy, said no. */
export function isDenied({ code }: AwsError): boolean {
  return ["AccessDenied", "AccessDeniedException", "AuthorizationError"].includes(code);
}

/** An error of a service as CodePipeline quotes it. */
export function quoted(error: AwsError, service: string): string {
  return `${error.message} (Service: ${service}; Status Code: ${error.status}; Error Code: ${error.code})`;
}

/** The failure of an action that S3 did not let at a bucket. Anything but an error of AWS's is thrown as it is. */
export function bucketFailure(error: unknown, bucket: string): ActionFailure {
  if (!(error instanceof AwsError)) throw error;
  if (error.code === "NoSuchBucket") {
    return new ActionFailure("ConfigurationError", `No bucket with the name ${bucket} was found`);
  }
  const said = `Error: Amazon S3:${error.code}:${error.message}`;
  if (!isDenied(error))
    return new ActionFailure("ConfigurationError", `The Amazon S3 bucket ${bucket} refused. ${said}`);
  return new ActionFailure(
    "PermissionError",
    "The service role or action role doesn’t have the permissions required to access the Amazon S3 bucket named " +
      `${bucket}. Update the IAM role permissions, and then try again. ${said}`,
  );
}

/** The failure of an action that could not read its input artifact. */
export function artifactFailure(error: unknown, bucket: string, key: string): ActionFailure {
  if (!(error instanceof AwsError)) throw error;
  const what = `Unable to access the artifact with Amazon S3 object key '${key}' located in the Amazon S3 artifact bucket '${bucket}'.`;
  const said = `Error: Amazon S3:${error.code}:${error.message}`;
  return isDenied(error)
    ? new ActionFailure(
        "PermissionError",
        `${what} The provided role does not have sufficient permissions. ${said}`,
      )
    : new ActionFailure("ConfigurationError", `${what} ${said}`);
}
