import { elements, elementText } from "../../../local/aws/client/xml";
import type { LocalAccount } from "../../../local/aws/local-account";

/** A load balancer in front of an ECS service, with a target group for each of its two sides. */
export interface TestLoadBalancer {
  readonly subnets: readonly string[];
  readonly production: string;
  readonly test: string;
  readonly targetGroups: { readonly blue: string; readonly green: string };
}

/** A network, a load balancer in it, the target groups `blue` and `green`, and two listeners that lead to `blue`. */
export async function createLoadBalancer(
  account: LocalAccount,
  type: "application" | "network" = "application",
): Promise<TestLoadBalancer> {
  const Protocol = type === "application" ? "HTTP" : "TCP";
  const vpc = await account.query("ec2", "CreateVpc", { CidrBlock: "10.1.0.0/16" });
  const VpcId = elementText(vpc, "vpcId") ?? "";
  const subnets = [await subnet(account, VpcId, "a", 1), await subnet(account, VpcId, "c", 2)];
  const LoadBalancerArn = await created(account, "CreateLoadBalancer", "LoadBalancerArn", {
    Name: "load-balancer",
    Type: type,
    "Subnets.member.1": subnets[0] ?? "",
    "Subnets.member.2": subnets[1] ?? "",
  });
  const group = (Name: string) =>
    created(account, "CreateTargetGroup", "TargetGroupArn", {
      Name,
      VpcId,
      Protocol,
      Port: "80",
      TargetType: "ip",
    });
  const targetGroups = { blue: await group("blue"), green: await group("green") };
  const listener = (Port: string) =>
    created(account, "CreateListener", "ListenerArn", {
      LoadBalancerArn,
      Port,
      Protocol,
      "DefaultActions.member.1.Type": "forward",
      "DefaultActions.member.1.TargetGroupArn": targetGroups.blue,
    });
  return { subnets, production: await listener("80"), test: await listener("8080"), targetGroups };
}

/** A rule of a listener for paths that begin with its priority; answers with its ARN. */
export async function createRule(
  account: LocalAccount,
  ListenerArn: string,
  Priority: string,
  action: Readonly<Record<string, string>>,
): Promise<string> {
  const actions = Object.entries(action).map(([key, value]) => [`Actions.member.1.${key}`, value]);
  return created(account, "CreateRule", "RuleArn", {
    ListenerArn,
    Priority,
    "Conditions.member.1.Field": "path-pattern",
    "Conditions.member.1.Values.member.1": `/${Priority}/*`,
    ...Object.fromEntries(actions),
  });
}

/** What a listener forwards to now: the weight by target group. */
export async function weightsOf(account: LocalAccount, listener: string): Promise<Record<string, number>> {
  return weightsIn(
    await account.query("elasticloadbalancing", "DescribeListeners", { "ListenerArns.member.1": listener }),
  );
}

/** What one of its rules forwards to. */
export async function weightsOfRule(account: LocalAccount, rule: string): Promise<Record<string, number>> {
  return weightsIn(
    await account.query("elasticloadbalancing", "DescribeRules", { "RuleArns.member.1": rule }),
  );
}

function weightsIn(xml: string): Record<string, number> {
  const arns = elements(xml, "TargetGroupArn");
  const weights = elements(xml, "Weight");
  if (weights.length === 0) return { [nameOf(arns[0])]: 1 };
  // An action that forwards to one target group names it once more.
  const named = arns.slice(arns.length - weights.length);
  return Object.fromEntries(named.map((arn, index) => [nameOf(arn), Number(weights[index])]));
}

function nameOf(arn = ""): string {
  return arn.split("/")[1] ?? "";
}

async function subnet(account: LocalAccount, VpcId: string, zone: string, part: number): Promise<string> {
  const xml = await account.query("ec2", "CreateSubnet", {
    VpcId,
    CidrBlock: `10.1.${part}.0/24`,
    AvailabilityZone: `${account.region}${zone}`,
  });
  return elementText(xml, "subnetId") ?? "";
}

async function created(
  account: LocalAccount,
  operation: string,
  field: string,
  input: Record<string, string>,
): Promise<string> {
  const arn = elementText(await account.query("elasticloadbalancing", operation, input), field);
  if (arn === undefined) throw new Error(`${operation} answered without ${field}.`);
  return arn;
}
