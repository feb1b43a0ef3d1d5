import { NotPlayed } from "../workflow/refusals";
import { type Action, ActionFailure } from "./action";

/** Refuses an input that the action does not have: GitHub only warns, and the action never sees it. */
export function checkInputNames(action: Action, names: readonly string[]): void {
  const known = Object.keys(action.inputs);
  const unknown = names.filter((name) => !known.includes(name.toLowerCase()));
  if (unknown.length === 0) return;
  throw new NotPlayed(
    `${unknown.map((name) => `"${name}"`).join(", ")} of ${action.name}, which ${action.version} does not have`,
    fileOf(action),
  );
}

/** The action's inputs with its defaults; refuses what the stand-in does not play. */
export function actionInputs(
  action: Action,
  given: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>>,
): Record<string, string> {
  const byName = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value.trim()]));
  const inputs: Record<string, string> = {};
  for (const [name, { default: byDefault = "", required, plays }] of Object.entries(action.inputs)) {
    const variable = action.inputsInEnvironment?.[name];
    const value = byName.get(name) || (variable && environment[variable]) || byDefault;
    if (required && value === "") throw new ActionFailure(`Input required and not supplied: ${name}`);
    const isPlayed = plays === undefined || value === byDefault || plays.includes(value.toLowerCase());
    if (!isPlayed) throw new NotPlayed(`"${name}: ${value}" of ${action.name}`, fileOf(action));
    inputs[name] = value;
  }
  return inputs;
}

/** The file that a stand-in is in. */
export function fileOf({ name }: Pick<Action, "name">): string {
  return `uses/${name.split("/").at(-1)}.ts`;
}
