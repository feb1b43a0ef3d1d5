import { NotPlayed } from "../workflow/refusals";
import type { Action } from "./action";
import { ecrLogin } from "./amazon-ecr-login";
import { deployTaskDefinition } from "./amazon-ecs-deploy-task-definition";
import { renderTaskDefinition } from "./amazon-ecs-render-task-definition";
import { checkout } from "./checkout";
import { configureAwsCredentials } from "./configure-aws-credentials";
import { fileOf } from "./inputs";

/** A new stand-in is a file and a line here. */
const ACTIONS: readonly Action[] = [
  checkout,
  configureAwsCredentials,
  ecrLogin,
  renderTaskDefinition,
  deployTaskDefinition,
];

/** The stand-in for `owner/name@ref`; refuses a release that it was not made after. */
export function actionOf(uses: string): Action {
  const [name = "", ref = ""] = uses.split("@");
  const action = ACTIONS.find((known) => known.name.toLowerCase() === name.toLowerCase());
  if (action === undefined) throw new NotPlayed(`the action ${uses}`, "uses/index.ts");
  const [major = ""] = action.version.split(".");
  if (ref === action.commit || ref === major || ref.startsWith(`${major}.`)) return action;
  throw new NotPlayed(`${uses}, since it knows ${action.version} (${action.commit})`, fileOf(action));
}
