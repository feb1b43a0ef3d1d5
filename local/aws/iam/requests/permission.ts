import type { AwsRequest } from "../../gateway/aws-request";
import type { ContextValues } from "../evaluation/request-context";
import type { AwsCall } from "./aws-call";

/** One permission that somebody needs. */
export interface Permission {
  /** `service:Action`, as policies write it. */
  readonly action: string;
  /** The resource's ARN; `*` for an action that is on none. */
  readonly resource: string;
  /** The account of the resource, where its ARN does not tell. */
  readonly accountId?: string | undefined;
  /** The condition keys that AWS sends beside those of every request. */
  readonly context?: ContextValues;
}

/** The permissions that a call of an operation needs, all of them. */
export type PermissionsOf = (call: AwsCall) => readonly Permission[] | Promise<readonly Permission[]>;

/** Which permissions the operations of a service need. */
export interface ServiceRequests {
  readonly operations: Readonly<Record<string, PermissionsOf>>;
  /** Names the operation of a service of methods and paths. */
  operationOf?(request: AwsRequest): string | undefined;
  /** The service's own condition keys that its permissions tell whenever AWS sends them; `*` ends a family. */
  readonly conditionKeys?: readonly string[];
}
