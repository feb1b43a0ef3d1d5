/** Ends an execution before its time: it was stopped, its pipeline was updated, or its pipeline was deleted. */
export class Interruption extends Error {
  override readonly name = "Interruption";

  constructor(readonly kind: "stop" | "update" | "delete") {
    super(`interrupted by ${kind}`);
  }
}
