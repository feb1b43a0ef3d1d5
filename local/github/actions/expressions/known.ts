/** A context whose keys are GitHub's own: one that is not here is not played, where GitHub would take null. */
export class Known {
  constructor(
    readonly name: string,
    readonly values: Readonly<Record<string, unknown>>,
  ) {}
}
