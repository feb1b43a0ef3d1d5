import { textsOf } from "../expressions/evaluate";
import type { Action, ActionStep } from "../uses/action";
import { actionOf } from "../uses/index";
import { actionInputs } from "../uses/inputs";
import type { UsesStep } from "../workflow/workflow";
import type { StepSurroundings } from "./script-step";

/** An action that ran and cleans up when the job ends. */
export interface CleaningUp {
  readonly name: string;
  readonly action: Action;
  /** The step as it is when the job ends. */
  readonly stepWith: (surroundings: StepSurroundings) => ActionStep;
}

/** Runs the stand-in of a step; answers whether it succeeded. `onStart` hears what cleans up after it, failed or not. */
export async function runActionStep(
  step: UsesStep,
  surroundings: StepSurroundings,
  onStart: (cleaningUp: Omit<CleaningUp, "name">) => void,
): Promise<boolean> {
  const action = actionOf(step.uses);
  const given = textsOf(step.with, surroundings.scope);
  const environment = surroundings.running.environment(surroundings.own);
  surroundings.log.tell(`Run ${step.uses}`);
  const inputs = actionInputs(action, given, environment);
  const state = new Map<string, string>();
  const stepWith = (now: StepSurroundings) => actionStep(now, inputs, state);
  onStart({ action, stepWith });
  await action.run(stepWith(surroundings));
  surroundings.signal.throwIfAborted();
  return true;
}

function actionStep(
  { running, own, log, outputs, signal }: StepSurroundings,
  inputs: Readonly<Record<string, string>>,
  state: Map<string, string>,
): ActionStep {
  const environment = running.environment(own);
  return {
    inputs,
    environment,
    state,
    job: { ...running.actionJob, signal },
    log: (line) => log.tell(line),
    mask: (value) => running.run.masks.add(value),
    setOutput: (name, value) => outputs.set(name, value),
    exportVariable: (name, value) => {
      running.variables.set(name, value);
      environment[name] = value;
    },
  };
}
