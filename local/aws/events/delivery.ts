import { ScopedState } from "../gateway/scope";
import type { AwsEvent } from "./aws-event";

/** One event that one target of a matching rule got, or should have got. */
export interface Delivery {
  /** ARN of the rule. */
  readonly rule: string;
  readonly targetId: string;
  /** ARN of the target. */
  readonly target: string;
  readonly event: AwsEvent;
  /** The JSON that the target got, after its input transformation. */
  readonly input: string;
  readonly outcome: "delivered" | "failed";
  /** What came of it: the id of an execution, a build, an invocation or a message, or why it failed. */
  readonly detail: string;
  /** Of a failed delivery to a target with a dead-letter queue: whether the event is there, or why not. */
  readonly deadLetter?: string;
}

/** What every rule of an account and region delivered, oldest first. */
export const deliveriesIn = new ScopedState<Delivery[]>(() => []);
