/** A secret of a repository's workflows, with the value that the API never tells. */
export interface ActionsSecret {
  readonly name: string;
  readonly value: string;
  readonly created_at: string;
  readonly updated_at: string;
}
