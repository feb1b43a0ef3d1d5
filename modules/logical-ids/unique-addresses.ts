import {
  TerraformDataSource,
  TerraformElement,
  TerraformLocal,
  TerraformModule,
  TerraformOutput,
  TerraformResource,
  TerraformVariable,
} from "cdktf";
import type { Construct } from "constructs";
import { nameRules } from "../aws/name-rules";
import type { Finding } from "../findings/finding";
import { addressTaken } from "../findings/terraform-errors";
import { invalidName } from "../findings/value-errors";

/** The whole address of an element, as a plan prints it; none for elements without one. */
export function terraformAddress(element: Construct): string | undefined {
  if (!TerraformElement.isTerraformElement(element)) return undefined;
  const name = element.friendlyUniqueId;
  if (element instanceof TerraformResource) return `${element.terraformResourceType}.${name}`;
  if (element instanceof TerraformDataSource) return `data.${element.terraformResourceType}.${name}`;
  if (element instanceof TerraformVariable) return `var.${name}`;
  if (element instanceof TerraformLocal) return `local.${name}`;
  if (element instanceof TerraformModule) return `module.${name}`;
  if (element instanceof TerraformOutput) return `output.${name}`;
  return undefined;
}

/** Finds the addresses that more than one construct of a stack claims, and names the constructs. */
export function sharedAddresses(stack: Construct): readonly Finding[] {
  const claims = new Map<string, string[]>();
  for (const construct of stack.node.findAll()) {
    const address = terraformAddress(construct);
    if (address) claims.set(address, [...(claims.get(address) ?? []), construct.node.path]);
  }
  return [...claims].flatMap(([address, paths]) => (paths.length > 1 ? addressTaken(address, paths) : []));
}

/** Finds the names that Terraform would refuse. */
export function invalidLogicalIds(stack: Construct): readonly Finding[] {
  const names = stack.node
    .findAll()
    .filter((construct) => terraformAddress(construct) !== undefined)
    .map((construct) => (construct as TerraformElement).friendlyUniqueId);
  return [...new Set(names)].flatMap((name) => invalidName("logicalId", name, nameRules.logicalId));
}
