import { Construct } from "constructs";

/**
 * A construct of this name, or of a name near it where that is empty or taken: a repeated name is a finding of its own,
 * reported with all others, and must not stop the synth here.
 */
export function uniqueScope(parent: Construct, name: string): Construct {
  const taken = name === "" || parent.node.tryFindChild(name) !== undefined;
  return new Construct(parent, taken ? `${name}#${parent.node.children.length + 1}` : name);
}
