import { AwsClient } from "../../../aws/client/aws-client";
import { ActionFailure, type ActionStep } from "./action";

/** AWS as whoever the job's environment names. */
export function jobClient({ environment, job }: ActionStep): AwsClient {
  const { AWS_ACCESS_KEY_ID: key, AWS_REGION: region } = environment;
  if (!region) throw new ActionFailure("Region is missing");
  if (!key) throw new ActionFailure("Could not load credentials from any providers");
  return new AwsClient(job.awsEndpoint, key, region);
}
