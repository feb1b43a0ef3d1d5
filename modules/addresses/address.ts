import type { Construct } from "constructs";

const contextKey = "terraformAddress";

/** Props of every module that creates Terraform elements. */
export interface Addressed {
  /**
   * What the Terraform addresses of this construct's elements end in, as in `aws_codepipeline.example`.
   * A changed address makes Terraform destroy and create: keep it once deployed.
   * @default the construct's ID
   */
  readonly address?: string;
}

/** Names the addresses of all elements below `scope`. Must come before the scope's first child. */
export function nameAddresses(scope: Construct, address?: string): void {
  scope.node.setContext(contextKey, address ?? scope.node.id);
}

/** The name that the nearest module above declared for its addresses. */
export function declaredAddress(scope: Construct): string | undefined {
  const declared: unknown = scope.node.tryGetContext(contextKey);
  return typeof declared === "string" ? declared : undefined;
}

/** What the address of an element ends in: the name its module declared, else its path below the stack. */
export function addressName(element: Construct, stack: Construct): string {
  const declared = declaredAddress(element);
  if (declared !== undefined) return declared;
  const below = element.node.scopes.slice(element.node.scopes.indexOf(stack) + 1);
  const ids = below.map((scope) => scope.node.id);
  return ids.filter((id) => id !== "resource").join("_");
}
