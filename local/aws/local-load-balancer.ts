import { elementText } from "./client/xml";
import type { LocalAccount } from "./local-account";
import { createSubnets } from "./local-subnets";

/** An application load balancer that exists before any stack. */
export interface LoadBalancerSettings {
  readonly name: string;
  /** Each forwards to the first target group. */
  readonly listenerPorts: readonly number[];
  readonly targetGroupNames: readonly string[];
  /** Subnets of one VPC. Default: two in a network of its own. */
  readonly subnetIds?: readonly string[];
}

/** A load balancer as it was made. */
export interface LoadBalancer {
  readonly loadBalancerArn: string;
  /** As they were asked for. */
  readonly listenerArns: readonly string[];
  /** As they were asked for. */
  readonly targetGroupArns: readonly string[];
}

/** An application load balancer with listeners and target groups of IP addresses. */
export async function createLoadBalancer(
  account: LocalAccount,
  settings: LoadBalancerSettings,
): Promise<LoadBalancer> {
  const { name, listenerPorts, targetGroupNames } = settings;
  const subnetIds = settings.subnetIds ?? (await createSubnets(account, 2));
  const make = (operation: string, input: Record<string, string>) =>
    account.query("elasticloadbalancing", operation, input);
  const made = await make("CreateLoadBalancer", { Name: name, ...members("Subnets", subnetIds) });
  const loadBalancerArn = elementText(made, "LoadBalancerArn") ?? "";
  const VpcId = elementText(made, "VpcId") ?? "";
  await joinDefaultGroup(account, loadBalancerArn, VpcId);
  const targetGroupArns: string[] = [];
  for (const Name of targetGroupNames) {
    const group = { Name, Protocol: "HTTP", Port: "80", TargetType: "ip", VpcId };
    targetGroupArns.push(elementText(await make("CreateTargetGroup", group), "TargetGroupArn") ?? "");
  }
  const listenerArns: string[] = [];
  for (const port of listenerPorts) {
    const listener = await make("CreateListener", {
      LoadBalancerArn: loadBalancerArn,
      Protocol: "HTTP",
      Port: String(port),
      "DefaultActions.member.1.Type": "forward",
      "DefaultActions.member.1.TargetGroupArn": targetGroupArns[0] ?? "",
    });
    listenerArns.push(elementText(listener, "ListenerArn") ?? "");
  }
  return { loadBalancerArn, listenerArns, targetGroupArns };
}

/** As on AWS, where a load balancer that is made without security groups has the default one of its VPC. */
async function joinDefaultGroup(
  account: LocalAccount,
  LoadBalancerArn: string,
  vpcId: string,
): Promise<void> {
  const groups = await account.query("ec2", "DescribeSecurityGroups", {
    "Filter.1.Name": "vpc-id",
    "Filter.1.Value.1": vpcId,
    "Filter.2.Name": "group-name",
    "Filter.2.Value.1": "default",
  });
  const input = { LoadBalancerArn, ...members("SecurityGroups", [elementText(groups, "groupId") ?? ""]) };
  await account.query("elasticloadbalancing", "SetSecurityGroups", input);
}

/** The ARN of a target group by its name. */
export async function targetGroupArn(account: LocalAccount, name: string): Promise<string> {
  const described = await account.query(
    "elasticloadbalancing",
    "DescribeTargetGroups",
    members("Names", [name]),
  );
  return elementText(described, "TargetGroupArn") ?? "";
}

function members(list: string, values: readonly string[]): Record<string, string> {
  return Object.fromEntries(values.map((value, index) => [`${list}.member.${index + 1}`, value]));
}
