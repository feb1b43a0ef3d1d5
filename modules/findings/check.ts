import type { Construct } from "constructs";
import { resolved } from "../terraform/resolved";
import { describeFinding, type Finding } from "./finding";

/** Registers checks that run when the app is validated, before anything is written, so that all findings come at once. */
export function check(scope: Construct, findings: () => readonly Finding[]): void {
  scope.node.addValidation({
    // A value that is a token is shown as the Terraform reference that it stands for.
    validate: () => findings().map((finding) => describeFinding(resolved(scope, finding))),
  });
}
