/** Why a task did not start, in the words of ECS. */
export class TaskStartFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = "TaskStartFailure";
  }
}
