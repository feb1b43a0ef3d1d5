import type { AwsCall } from "./aws-call";
import { eachNeeds } from "./needs";
import type { ServiceRequests } from "./permission";

const connection = (call: AwsCall) => call.text("ConnectionArn");

/** What the operations of connections need, by either of the service's names. */
export function connections(service: "codeconnections" | "codestar-connections"): ServiceRequests {
  const keys = ["BranchName", "FullRepositoryId", "OwnerId", "ProviderAction", "ProviderPermissionsRequired"];
  return {
    conditionKeys: [...keys, "RepositoryName", "PassedToService", "ProviderTypeFilter"].map(
      (key) => `${service}:${key}`,
    ),
    operations: {
      ...eachNeeds(service, ["GetConnection"], connection),
      ...eachNeeds(
        service,
        ["ListConnections"],
        (call) => call.arn(service, "connection/*"),
        (call) => ({ [`${service}:ProviderTypeFilter`]: call.text("ProviderTypeFilter") || undefined }),
      ),
    },
  };
}
