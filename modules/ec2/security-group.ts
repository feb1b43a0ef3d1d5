import { SecurityGroup as AwsSecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidName } from "../findings/value-errors";
import { fittingLogicalId, logicalIdWord } from "../logical-ids/fitting-logical-id";
import { declaredLogicalId, type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { defined } from "../terraform/defined";

export interface SecurityGroupProps extends LogicalIdProps {
  /** 1 to 255 characters, unique in the VPC; another one makes a new group. */
  readonly groupName: string;
  /** What EC2 says of the group; another one makes a new group. */
  readonly description: string;
  readonly vpcId: string;
}

/** The other end of a rule: addresses, or what is in a security group. */
export type Peer = { readonly cidrBlock: string } | { readonly securityGroupId: string };

/** A security group whose rules are resources of their own. */
export class SecurityGroup extends Construct {
  readonly securityGroupId: string;
  private readonly made: ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    const { groupName: name, description, vpcId } = props;
    this.securityGroupId = new AwsSecurityGroup(this, "group", { name, description, vpcId }).id;
    check(this, () => invalidName("groupName", name, nameRules.securityGroup));
  }

  /** What traffic waits for. */
  get rules(): readonly ITerraformDependable[] {
    return this.made;
  }

  /** Lets TCP in on a port. `what` names the rule in its address. */
  letIn(what: string, port: number, from: Peer): void {
    this.made.push(
      new VpcSecurityGroupIngressRule(this.scopeOf("in", what, from), "rule", {
        securityGroupId: this.securityGroupId,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        ...peerOf(from),
      }),
    );
  }

  /** Lets TCP out to a port, or everything where no port is given. */
  letOut(what: string, to: Peer, port?: number): void {
    this.made.push(
      new VpcSecurityGroupEgressRule(
        this.scopeOf("out", what, to),
        "rule",
        defined({
          securityGroupId: this.securityGroupId,
          ipProtocol: port === undefined ? "-1" : "tcp",
          fromPort: port,
          toPort: port,
          ...peerOf(to),
        }),
      ),
    );
  }

  // Addresses hold no places in a list: another order of blocks changes no rule.
  private scopeOf(direction: string, what: string, peer: Peer): Construct {
    const words = "cidrBlock" in peer ? [what, peer.cidrBlock] : [what];
    const scope = new Construct(this, [direction, ...words].join(" ").replaceAll("/", "-"));
    setLogicalId(scope, fittingLogicalId([declaredLogicalId(this), ...words.map(logicalIdWord)].join("_")));
    return scope;
  }
}

function peerOf(peer: Peer) {
  if ("securityGroupId" in peer) return { referencedSecurityGroupId: peer.securityGroupId };
  return peer.cidrBlock.includes(":") ? { cidrIpv6: peer.cidrBlock } : { cidrIpv4: peer.cidrBlock };
}
