import { TerraformResource, type TerraformStack } from "cdktf";
import { check } from "../findings/check";
import { movedToNothing, movedTwice } from "../findings/terraform-errors";
import { logicalIdOf } from "./logical-id";

/** Logical IDs that were changed: the one that was deployed, and the one that its resources have now. */
export type MovedLogicalIds = Readonly<Record<string, string>>;

/**
 * Lets Terraform move what was deployed under another logical ID, where it would destroy and create. Comes after all
 * resources of the stack.
 */
export function moveLogicalIds(stack: TerraformStack, moved: MovedLogicalIds): void {
  const resources = stack.node
    .findAll()
    .filter((construct) => construct instanceof TerraformResource)
    .map((resource) => ({ resource, logicalId: logicalIdOf(resource, stack) }));
  const taken = new Set(resources.map(({ resource, logicalId }) => addressOf(resource, logicalId)));
  const sources = new Map(Object.entries(moved).map(([from, to]) => [to, from]));
  for (const { resource, logicalId } of resources) {
    const from = sources.get(logicalId);
    if (from === undefined) continue;
    const source = addressOf(resource, from);
    // Terraform moves nothing from an address at which something stands.
    if (!taken.has(source)) resource.moveFromId(source);
  }
  const logicalIds = resources.map(({ logicalId }) => logicalId);
  check(stack, () => [
    ...Object.entries(moved).flatMap(([from, to]) => movedToNothing(`moved.${from}`, to, logicalIds)),
    ...movedTwice("moved", Object.values(moved)),
  ]);
}

const addressOf = ({ terraformResourceType }: TerraformResource, logicalId: string): string =>
  `${terraformResourceType}.${logicalId}`;
