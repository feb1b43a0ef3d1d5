import type { Postcondition, TerraformResource, TerraformResourceLifecycle } from "cdktf";
import { defined } from "./defined";
import { writesHcl } from "./output-form";

/** The parts of a resource's lifecycle that both of Terraform's languages get from here. */
export interface Lifecycle {
  /** Attributes that are left as they are once the resource exists, or all of them. */
  readonly ignoreChanges: readonly string[] | "all";
  /** Conditions as `"${…}"`; what is wrong and the way out where one does not hold. @default none */
  readonly postconditions?: readonly Postcondition[];
}

/** Sets a resource's lifecycle. CDKTF writes postconditions as a list, which Terraform's JSON takes and its HCL does not. */
export function setLifecycle(resource: TerraformResource, lifecycle: Lifecycle): void {
  if (writesHcl(resource)) resource.addOverride("lifecycle", asBlocks(lifecycle));
  else resource.lifecycle = asAttributes(lifecycle);
}

function asAttributes({ ignoreChanges, postconditions }: Lifecycle): TerraformResourceLifecycle {
  return defined({
    ignoreChanges: ignoreChanges === "all" ? ignoreChanges : [...ignoreChanges],
    postcondition: postconditions && [...postconditions],
  });
}

// The form in which CDKTF's HCL renderer takes references and blocks.
function asBlocks({ ignoreChanges, postconditions }: Lifecycle): object {
  const ignored = ignoreChanges === "all" ? ignoreChanges : `[${ignoreChanges.join(", ")}]`;
  const blocks = postconditions?.map(({ condition, errorMessage }) => ({
    condition,
    error_message: errorMessage,
  }));
  return {
    value: defined({
      ignore_changes: { type: "reference", value: ignored },
      postcondition: blocks && { type: "list", isBlock: true, value: blocks },
    }),
  };
}
