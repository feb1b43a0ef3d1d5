import { App } from "cdktf";
import type { IConstruct } from "constructs";

/** Whether this synth writes HCL (`cdktf synth --hcl`) and not JSON. The two take some values in different forms. */
export function writesHcl(scope: IConstruct): boolean {
  return App.of(scope).hclOutput;
}
