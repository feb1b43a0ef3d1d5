import type { LocalAccount } from "./local-account";

/** A network that exists before any stack, known by its IDs. */
export interface NetworkIds {
  readonly vpcId: string;
  /** Each in another Availability Zone, as long as there are others. */
  readonly subnetIds: readonly string[];
  readonly securityGroupIds?: readonly string[];
}

/** A VPC, subnets and security groups with given IDs, unless they are there: AWS makes IDs up, but what exists is known by its ID. */
export async function createNetwork(account: LocalAccount, network: NetworkIds): Promise<void> {
  await account.call("local-aws", "CreateNetworkWithIds", network);
}
