import { startBuild, startBuildInput } from "../../codebuild/builds";
import { isObject } from "../../json";
import { assumeTargetRole, type DeliveryContext, type Outcome } from "./delivery-context";

/** Starts a build of the project, with the overrides that the input names. */
export async function deliverToProject(context: DeliveryContext, projectName: string): Promise<Outcome> {
  await assumeTargetRole(context, "codebuild:StartBuild");
  const input: unknown = JSON.parse(context.input);
  const overrides = isObject(input) ? input : {};
  const initiator = `rule/${context.rule.Name}`;
  const build = startBuild(context.scope, startBuildInput.parse({ ...overrides, projectName }), initiator);
  return { outcome: "delivered", detail: build.id };
}
