import type { Construct } from "constructs";

const contextKey = "logicalId";

/** Props of every module that creates Terraform elements. */
export interface LogicalIdProps {
  /**
   * Logical ID of this construct's elements: what their Terraform addresses end in, as in `aws_codepipeline.main`.
   * Another one makes Terraform destroy and create: keep it once deployed.
   * @default the construct's ID
   */
  readonly logicalId?: string;
}

/** Declares the logical ID of all elements below `scope`. Must come before the scope's first child. */
export function setLogicalId(scope: Construct, logicalId?: string): void {
  scope.node.setContext(contextKey, logicalId ?? scope.node.id);
}

/** The logical ID that the nearest module above declared. */
export function declaredLogicalId(scope: Construct): string | undefined {
  const declared: unknown = scope.node.tryGetContext(contextKey);
  return typeof declared === "string" ? declared : undefined;
}

/** The logical ID of an element: the one its module declared, else its path below the stack. */
export function logicalIdOf(element: Construct, stack: Construct): string {
  const declared = declaredLogicalId(element);
  if (declared !== undefined) return declared;
  const below = element.node.scopes.slice(element.node.scopes.indexOf(stack) + 1);
  const ids = below.map((scope) => scope.node.id);
  return ids.filter((id) => id !== "resource").join("_");
}
