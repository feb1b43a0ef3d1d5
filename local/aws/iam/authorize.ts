import type { AwsRequest } from "../gateway/aws-request";
import type { Scope } from "../gateway/scope";
import type { RoleSession } from "./role-session";

/** Refuses a role's request that its policies, or those of the resource, do not allow. */
export async function authorize(
  _request: AwsRequest,
  _operation: string,
  _scope: Scope,
  _session: RoleSession,
): Promise<void> {}
