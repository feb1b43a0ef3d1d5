/** What AWS takes and what still goes wrong, mostly at run time. */
export interface TaskDefinitionWarning {
  readonly path: string;
  readonly text: string;
}

export function taskDefinitionWarnings(_text: string): readonly TaskDefinitionWarning[] {
  return [];
}
