import { contentOf, documentContent, elementsIn } from "../../cloudfront/xml-elements";
import type { TrafficShift } from "../deployment";
import { called, DeploymentFailure } from "./deployment-failure";
import type { DeploymentRun } from "./deployment-run";
import { targetGroupsOf, withWeights } from "./forward-action";

/** A target group of the pair. */
export interface TargetGroup {
  readonly name: string;
  readonly arn: string;
  readonly isOfNetwork: boolean;
}

const NETWORK_PROTOCOLS = ["TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"];

/** The two target groups that the group of deployments names. */
export async function targetGroupPair(run: DeploymentRun): Promise<readonly TargetGroup[]> {
  const names = pairOf(run)?.targetGroups.map(({ name }) => name) ?? [];
  const input = Object.fromEntries(names.map((name, index) => [`Names.member.${index + 1}`, name]));
  const answer = await query(run, "DescribeTargetGroups", input);
  return elementsIn(contentOf(answer, "TargetGroups") ?? "").map(({ content }) => ({
    name: contentOf(content, "TargetGroupName") ?? "",
    arn: contentOf(content, "TargetGroupArn") ?? "",
    isOfNetwork: NETWORK_PROTOCOLS.includes(contentOf(content, "Protocol") ?? ""),
  }));
}

/** The listeners of a group's pair. */
export function listenersOf(run: DeploymentRun): Readonly<Partial<Record<TrafficShift["listener"], string>>> {
  const { prodTrafficRoute, testTrafficRoute } = pairOf(run) ?? {};
  const production = prodTrafficRoute?.listenerArns[0];
  const test = testTrafficRoute?.listenerArns[0];
  return { ...(production === undefined ? {} : { production }), ...(test === undefined ? {} : { test }) };
}

/** Refuses a listener that does not lead to the target group of what is in production. */
export async function checkBehindListener(
  run: DeploymentRun,
  listener: TrafficShift["listener"],
  pair: readonly TargetGroup[],
  blue: TargetGroup,
): Promise<void> {
  const arn = listenersOf(run)[listener];
  if (arn === undefined) return;
  await query(run, "DescribeListeners", { "ListenerArns.member.1": arn });
  const forwarded = (await rulesOf(run, arn)).flatMap(({ actions }) => actions.flatMap(targetGroupsOf));
  const wanted = listener === "production" ? [blue.arn] : pair.map((group) => group.arn);
  if (wanted.some((group) => forwarded.includes(group))) return;
  throw notUpdated(
    listener === "production"
      ? `Primary taskset target group must be behind listener ${arn}`
      : `Test listener ${arn} forwards to neither target group of the pair`,
  );
}

/** Spreads a listener's traffic over the pair, in percent by target group; every rule that leads to one of them. */
export async function shiftTraffic(
  run: DeploymentRun,
  listener: TrafficShift["listener"],
  weights: readonly (readonly [TargetGroup, number])[],
): Promise<void> {
  const listenerArn = listenersOf(run)[listener];
  if (listenerArn === undefined) return;
  const ofArn = new Map(weights.map(([{ arn }, weight]) => [arn, weight]));
  for (const { ruleArn, isDefault, actions } of await rulesOf(run, listenerArn)) {
    if (!actions.flatMap(targetGroupsOf).some((arn) => ofArn.has(arn))) continue;
    // A network load balancer has no weights.
    const [whole] = weights.filter(([{ isOfNetwork }, weight]) => isOfNetwork && weight === 100);
    const given = whole === undefined ? ofArn : new Map([[whole[0].arn, 1]]);
    if (!isDefault) {
      await query(run, "ModifyRule", { RuleArn: ruleArn, ...withWeights("Actions", actions, given) });
      run.changedListeners.add(listener);
      continue;
    }
    const changed =
      whole === undefined
        ? withWeights("DefaultActions", actions, given)
        : {
            "DefaultActions.member.1.Type": "forward",
            "DefaultActions.member.1.TargetGroupArn": whole[0].arn,
          };
    await query(run, "ModifyListener", { ListenerArn: listenerArn, ...changed });
    run.changedListeners.add(listener);
  }
  run.deployment.traffic.push({
    time: run.scope.clock.now() / 1000,
    listener,
    weights: Object.fromEntries(weights.map(([{ name }, weight]) => [name, weight])),
  });
  run.changed();
}

interface Rule {
  readonly ruleArn: string;
  readonly isDefault: boolean;
  /** Each in XML. */
  readonly actions: readonly string[];
}

async function rulesOf(run: DeploymentRun, ListenerArn: string): Promise<Rule[]> {
  const answer = await query(run, "DescribeRules", { ListenerArn });
  return elementsIn(contentOf(answer, "Rules") ?? "").map(({ content }) => ({
    ruleArn: contentOf(content, "RuleArn") ?? "",
    isDefault: contentOf(content, "IsDefault") === "true",
    actions: elementsIn(contentOf(content, "Actions") ?? "").map((action) => action.content),
  }));
}

function pairOf({ deployment }: DeploymentRun) {
  return deployment.group.loadBalancerInfo?.targetGroupPairInfoList?.[0];
}

async function query(
  run: DeploymentRun,
  operation: string,
  input: Readonly<Record<string, string>>,
): Promise<string> {
  const xml = await called(
    run.roleArn,
    "AmazonElasticLoadBalancing",
    () => run.client.query("elasticloadbalancing", operation, input),
    notUpdated,
  );
  return contentOf(documentContent(xml, `${operation}Response`), `${operation}Result`) ?? "";
}

function notUpdated(said: string): DeploymentFailure {
  return new DeploymentFailure(
    "ELASTIC_LOAD_BALANCING_INVALID",
    `The ELB could not be updated due to the following error: ${said}`,
  );
}
