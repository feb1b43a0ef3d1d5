import { withValue } from "./json-text";

/** The two roles of a task. */
export interface TaskRoleArns {
  /** @default what the task definition says */
  readonly taskRoleArn?: string | undefined;
  /** @default what the task definition says */
  readonly executionRoleArn?: string | undefined;
}

/** With other roles, where they are given. */
export function withRoles(text: string, { taskRoleArn, executionRoleArn }: TaskRoleArns): string {
  return Object.entries({ taskRoleArn, executionRoleArn }).reduce(
    (rest, [key, arn]) => (arn === undefined ? rest : withValue(rest, [key], arn)),
    text,
  );
}
