import { contentOf, elementsIn } from "../../cloudfront/xml-elements";

/** How much of the traffic each target group gets. */
export type Weights = ReadonlyMap<string, number>;

/** The target groups that an action of a listener forwards to. */
export function targetGroupsOf(action: string): string[] {
  const config = contentOf(action, "ForwardConfig") ?? "";
  const tuples = elementsIn(contentOf(config, "TargetGroups") ?? "");
  const named = tuples.map(({ content }) => contentOf(content, "TargetGroupArn"));
  return [contentOf(action, "TargetGroupArn"), ...named].filter((arn) => arn !== undefined);
}

/** The actions of a listener or rule as ModifyListener and ModifyRule take them, that which forwards by these weights. */
export function withWeights(
  prefix: string,
  actions: readonly string[],
  weights: Weights,
): Record<string, string> {
  const parameters = actions.map((action, index) => {
    const each = `${prefix}.member.${index + 1}`;
    const isOurs = targetGroupsOf(action).some((arn) => weights.has(arn));
    return isOurs ? forward(each, action, weights) : flattened(each, action);
  });
  return Object.assign({}, ...parameters);
}

function forward(prefix: string, action: string, weights: Weights): Record<string, string> {
  const order = contentOf(action, "Order");
  const config = contentOf(action, "ForwardConfig") ?? "";
  const stickiness = contentOf(config, "TargetGroupStickinessConfig");
  const tuples = [...weights].flatMap(([arn, weight], index) => {
    const tuple = `${prefix}.ForwardConfig.TargetGroups.member.${index + 1}`;
    return [
      [`${tuple}.TargetGroupArn`, arn],
      [`${tuple}.Weight`, String(weight)],
    ] as const;
  });
  return {
    [`${prefix}.Type`]: "forward",
    ...(order === undefined ? {} : { [`${prefix}.Order`]: order }),
    ...Object.fromEntries(tuples),
    ...(stickiness === undefined
      ? {}
      : flattened(`${prefix}.ForwardConfig.TargetGroupStickinessConfig`, stickiness)),
  };
}

// What an answer nests is one parameter with a dotted name in a request.
function flattened(prefix: string, xml: string): Record<string, string> {
  const children = elementsIn(xml);
  if (children.length === 0) return { [prefix]: xml.trim() };
  const parts = children.map(({ name, content }, index) =>
    flattened(name === "member" ? `${prefix}.member.${index + 1}` : `${prefix}.${name}`, content),
  );
  return Object.assign({}, ...parts);
}
