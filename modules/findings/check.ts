import type { Construct } from "constructs";
import { describeFinding, type Finding } from "./finding";

/** Registers checks that run when the app is validated, before anything is written, so that all findings come at once. */
export function check(scope: Construct, findings: () => readonly Finding[]): void {
  scope.node.addValidation({ validate: () => findings().map(describeFinding) });
}
