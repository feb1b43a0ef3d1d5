import type { Construct } from "constructs";
import { arnOf } from "../aws/current";
import { nameRules } from "../aws/name-rules";
import type { Finding } from "../findings/finding";
import { emptyList, invalidName, tooMany } from "../findings/value-errors";
import type { Statement } from "../iam/statement";

/** The network that a build runs in, which exists. Its subnets need a way to AWS's services: a NAT gateway or endpoints. */
export interface BuildVpc {
  /** ID of a VPC that exists. */
  readonly vpcId: string;
  /** IDs of its subnets, with a way to what a build reads; at most 16 (CodeBuild API: VpcConfig). */
  readonly subnets: readonly string[];
  /** IDs of security groups of the VPC, at most 5 (CodeBuild API: VpcConfig). */
  readonly securityGroupIds: readonly string[];
}

/** What a build needs to get a network interface (CodeBuild: Allow CodeBuild access to AWS services required to create a VPC network interface). */
export function useVpc(scope: Construct, { subnets }: BuildVpc): readonly Statement[] {
  return [
    {
      // AWS documents these with "*" only.
      actions: [
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeDhcpOptions",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
      ],
      resources: ["*"],
    },
    {
      actions: ["ec2:CreateNetworkInterfacePermission"],
      resources: [arnOf(scope, "ec2", "network-interface/*")],
      conditions: [
        { test: "StringEquals", variable: "ec2:AuthorizedService", values: ["codebuild.amazonaws.com"] },
        {
          test: "ArnEquals",
          variable: "ec2:Subnet",
          values: subnets.map((subnet) => arnOf(scope, "ec2", `subnet/${subnet}`)),
        },
      ],
    },
  ];
}

/** What CodeBuild would refuse in a build's network. */
export function vpcFindings({ vpcId, subnets, securityGroupIds }: BuildVpc): readonly Finding[] {
  const page = "CodeBuild API: VpcConfig";
  return [
    ...invalidName("vpc.vpcId", vpcId, nameRules.vpcId),
    ...emptyList("vpc.subnets", subnets, "at least one subnet"),
    ...tooMany("vpc.subnets", subnets, 16, page),
    ...subnets.flatMap((id, index) => invalidName(`vpc.subnets[${index}]`, id, nameRules.subnetId)),
    ...emptyList("vpc.securityGroupIds", securityGroupIds, "at least one security group"),
    ...tooMany("vpc.securityGroupIds", securityGroupIds, 5, page),
    ...securityGroupIds.flatMap((id, index) =>
      invalidName(`vpc.securityGroupIds[${index}]`, id, nameRules.securityGroupId),
    ),
  ];
}
