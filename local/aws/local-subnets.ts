import { elements, elementText } from "./client/xml";
import type { LocalAccount } from "./local-account";

/** Subnets in a VPC of their own, each in another Availability Zone; answers with their IDs. */
export async function createSubnets(account: LocalAccount, count: number): Promise<string[]> {
  const vpc = await account.query("ec2", "CreateVpc", { CidrBlock: "10.0.0.0/16" });
  const VpcId = elementText(vpc, "vpcId") ?? "";
  const zones = elements(await account.query("ec2", "DescribeAvailabilityZones", {}), "zoneName");
  const subnetIds: string[] = [];
  for (const [index, AvailabilityZone] of zones.slice(0, count).entries()) {
    const input = { VpcId, CidrBlock: `10.0.${index}.0/24`, AvailabilityZone };
    subnetIds.push(elementText(await account.query("ec2", "CreateSubnet", input), "subnetId") ?? "");
  }
  return subnetIds;
}
