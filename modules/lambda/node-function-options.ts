import type { RoleOptions } from "../iam/role";
import type { LogicalIdProps } from "../logical-ids/logical-id";

/** The runtimes that Lambda has for this project's functions (AWS Lambda: Lambda runtimes). */
export const nodeRuntimes = ["nodejs22.x", "nodejs24.x"] as const;

export type NodeRuntime = (typeof nodeRuntimes)[number];

/** What a user may choose about a function, whatever it does. */
export interface NodeFunctionOptions extends LogicalIdProps {
  /** 1 to 64 characters, unique in the Region (AWS Lambda API: CreateFunction). @default made from the name of what uses it */
  readonly functionName?: string;
  /** Node.js of the function. `nodejs24.x` needs an AWS provider that knows it; 5.100 does not. @default "nodejs22.x" */
  readonly runtime?: NodeRuntime;
  /** MB, 128 to 10240 (AWS Lambda: Quotas). @default 256 */
  readonly memorySize?: number;
  /** Days that the function's log is kept; 0 keeps it for ever. @default 30 */
  readonly logRetentionDays?: number;
  /**
   * How many of the function may run at once; what waits is kept for six hours. AWS leaves at least 100 to the account's
   * other functions (AWS Lambda: Configuring reserved concurrency).
   * @default none: as many as the account has free
   */
  readonly reservedConcurrentExecutions?: number;
  /** The role that the function runs as. @default role `<function>` with an inline policy */
  readonly role?: RoleOptions;
}
