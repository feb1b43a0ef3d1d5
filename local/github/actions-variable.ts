/** A variable of a repository's workflows. */
export interface ActionsVariable {
  readonly name: string;
  readonly value: string;
  readonly created_at: string;
  readonly updated_at: string;
}
