import type { ActionDeclaration } from "../pipeline-declaration";
import type { ActionProvider } from "./action-provider";
import { invokeFunction } from "./lambda-invoke";

/** How each kind of action is carried out: category/owner/provider. The approval waits in the executor itself. */
const PROVIDERS: Readonly<Record<string, ActionProvider>> = {
  "Invoke/AWS/Lambda": invokeFunction,
};

/** What carries an action out; undefined for a kind that nothing here can. */
export function actionProviderOf({ actionTypeId }: ActionDeclaration): ActionProvider | undefined {
  const { category, owner, provider } = actionTypeId;
  return PROVIDERS[`${category}/${owner}/${provider}`];
}
