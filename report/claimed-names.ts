import { TerraformResource, Token } from "cdktf";
import { otherRegionOf, regionOfStack } from "../modules/aws/regional-provider";
import { type NameScope, type UniqueName, uniqueNames } from "../modules/aws/unique-names";
import type { ProjectStack } from "../stacks/project-stack";

/** A name that a resource of a stack takes. */
export interface ClaimedName {
  readonly type: string;
  readonly unique: UniqueName;
  readonly name: string;
  /** What two claims share that are one name to AWS. */
  readonly identity: string;
}

// An account that settings do not name is taken for the same in all stacks.
const accountOf = (stack: ProjectStack): string => stack.accountId ?? "";

const placeOf = (
  stack: ProjectStack,
  region = regionOfStack(stack),
): Readonly<Record<NameScope, string>> => ({
  world: "",
  account: accountOf(stack),
  region: `${accountOf(stack)} ${region}`,
});

/** What a claim of a name in a stack's own Region has in common with every other claim of it. */
export function identityIn(stack: ProjectStack, type: string, name: string): string | undefined {
  const unique = uniqueNames[type];
  return unique && [type, placeOf(stack)[unique.scope], name].join(" ");
}

/** The names that a stack takes and no other may. */
export function claimedNames(stack: ProjectStack): readonly ClaimedName[] {
  return stack.node.findAll().flatMap((resource) => {
    if (!(resource instanceof TerraformResource)) return [];
    const type = resource.terraformResourceType;
    const unique = uniqueNames[type];
    const name: unknown = unique && Reflect.get(resource, `${unique.attribute}Input`);
    if (!unique || typeof name !== "string" || Token.isUnresolved(name)) return [];
    const where = placeOf(stack, otherRegionOf(resource));
    const same = unique.ignoresCase ? name.toLowerCase() : name;
    return [{ type, unique, name, identity: [type, where[unique.scope], same].join(" ") }];
  });
}
