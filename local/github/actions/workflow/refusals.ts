/** A workflow that GitHub would not run, with GitHub's messages. */
export class WorkflowRefused extends Error {
  override readonly name = "WorkflowRefused";
}

/** Something that GitHub knows and this runner does not: nothing is ignored silently. */
export class NotPlayed extends Error {
  override readonly name = "NotPlayed";

  constructor(
    what: string,
    /** The file below local/github/actions that it belongs in. */
    file: string,
  ) {
    super(`The local GitHub does not play ${what}. Add it to local/github/actions/${file}.`);
  }
}
