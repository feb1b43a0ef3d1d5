import type { StateChange } from "./event";

/** The context of a pipeline's status, a stage's below it, an action's below that. */
export function statusContext(template: string, { pipeline, stage, action }: StatusSubject): string {
  const ofPipeline = template.replaceAll("<pipeline>", () => pipeline);
  return [ofPipeline, stage, action].filter((part) => part !== undefined).join("/");
}

/** What a status is about. */
export type StatusSubject = Pick<StateChange, "pipeline"> & Partial<Pick<StateChange, "stage" | "action">>;
