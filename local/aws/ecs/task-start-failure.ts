/** Why a task did not start, in the words of ECS. */
export class TaskStartFailure extends Error {
  constructor(
    message: string,
    /** The image that could not be pulled: its containers tell the reason too. */
    readonly image?: string,
  ) {
    super(message);
    this.name = "TaskStartFailure";
  }
}
