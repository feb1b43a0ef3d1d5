import type { StepNames } from "./step-names";

/** Hands out names of steps. Two steps of one name are a finding of the settings; what would follow from them is not. */
export class FreeNames {
  private readonly times = new Map<string, number>();

  free({ logicalId, projectName }: StepNames): StepNames {
    const times = (this.times.get(projectName) ?? 0) + 1;
    this.times.set(projectName, times);
    return times === 1
      ? { logicalId, projectName }
      : { logicalId: `${logicalId}_${times}`, projectName: `${projectName}-${times}` };
  }
}
