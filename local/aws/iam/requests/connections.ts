import type { AwsCall } from "./aws-call";
import { eachNeeds } from "./needs";
import type { ServiceRequests } from "./permission";

const connection = (call: AwsCall) => call.text("ConnectionArn");

/** What the operations of connections need, by either of the service's names. */
export function connections(service: "codeconnections" | "codestar-connections"): ServiceRequests {
  return {
    // What else AWS tells of the use of a connection, such as the branch, nobody here knows.
    conditionKeys: [`${service}:FullRepositoryId`, `${service}:ProviderTypeFilter`],
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
