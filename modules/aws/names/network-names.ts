import type { NameRule } from "./name-rule";

const ec2Id = (prefix: string) => ({
  pattern: new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`),
  minLength: 1,
  maxLength: 32,
  alphabet: `${prefix}- and 8 or 17 hexadecimal digits`,
  source: "Amazon EC2: Resource IDs",
});

/** IDs and names in a VPC. */
export const networkNames = {
  vpcId: { code: "EC2-VPC-ID", what: "VPC ID", ...ec2Id("vpc") },
  subnetId: { code: "EC2-SUBNET-ID", what: "subnet ID", ...ec2Id("subnet") },
  securityGroupId: { code: "EC2-SECURITY-GROUP-ID", what: "security group ID", ...ec2Id("sg") },
  securityGroup: {
    code: "EC2-SECURITY-GROUP-NAME",
    what: "security group name",
    pattern: /^(?!sg-)[A-Za-z0-9 ._:/()#,@[\]+=&;{}!$*-]+$/,
    minLength: 1,
    maxLength: 255,
    alphabet: "letters, digits, blanks and ._-:/()#,@[]+=&;{}!$*, not starting with sg-",
    source: "Amazon EC2 API: CreateSecurityGroup",
  },
  cidrBlock: {
    code: "EC2-CIDR-BLOCK",
    what: "CIDR block",
    pattern:
      /^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}\/(3[0-2]|[12]?\d)|[0-9A-Fa-f:]*::?[0-9A-Fa-f:]*\/(12[0-8]|1[01]\d|\d?\d))$/,
    minLength: 4,
    maxLength: 43,
    alphabet: "an address and the length of its prefix, such as 10.0.0.0/8 or ::/0",
    source: "Amazon EC2 API: IpRange",
  },
} as const satisfies Record<string, NameRule>;
