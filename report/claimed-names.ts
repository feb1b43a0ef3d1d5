import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformResource, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { type NameScope, type UniqueName, uniqueNames } from "../modules/aws/unique-names";

/** A name that a resource of a stack takes. */
export interface ClaimedName {
  readonly type: string;
  readonly unique: UniqueName;
  readonly name: string;
  /** What two claims share that are one name to AWS. */
  readonly identity: string;
}

/** The Region of a stack's provider. */
const regionOf = (stack: IConstruct): string =>
  stack.node.children.find((child) => child instanceof AwsProvider)?.region ?? "";

/** What two claims share that are one name to AWS; nothing of a type whose names are not unique. */
export function identityOf(stack: IConstruct, type: string, name: string): string | undefined {
  const unique = uniqueNames[type];
  if (!unique) return undefined;
  const where: Readonly<Record<NameScope, string>> = { world: "", account: "", region: regionOf(stack) };
  return [type, where[unique.scope], unique.ignoresCase ? name.toLowerCase() : name].join(" ");
}

/** The names that a stack takes and no other may. */
export function claimedNames(stack: IConstruct): readonly ClaimedName[] {
  return stack.node.findAll().flatMap((resource) => {
    if (!(resource instanceof TerraformResource)) return [];
    const type = resource.terraformResourceType;
    const unique = uniqueNames[type];
    const name: unknown = unique && Reflect.get(resource, `${unique.attribute}Input`);
    if (!unique || typeof name !== "string" || Token.isUnresolved(name)) return [];
    const identity = identityOf(stack, type, name);
    return identity === undefined ? [] : [{ type, unique, name, identity }];
  });
}
