import { AwsError } from "../client/aws-error";
import type { AwsRequest } from "../gateway/aws-request";
import type { Scope } from "../gateway/scope";
import type { Identity } from "./caller";
import { AwsCall } from "./requests/aws-call";
import { REQUESTS } from "./requests/index";
import { requirePermission } from "./require-permission";
import { undecidedSentences } from "./undecided-note";

/** Refuses the request of a role or a user that its policies, or those of the resource, do not allow. Answers with what could not be judged. */
export async function authorize(
  request: AwsRequest,
  operation: string,
  scope: Scope,
  identity: Identity,
): Promise<readonly string[]> {
  const service = REQUESTS[request.service];
  const name = service?.operationOf?.(request) ?? operation;
  const permissionsOf = service?.operations[name];
  if (permissionsOf === undefined) throw accessDenied(request, unknownOperation(request, name, identity));
  const undecided: string[] = [];
  for (const permission of await permissionsOf(new AwsCall(request, scope, identity))) {
    try {
      const decision = await requirePermission(scope, identity, permission);
      undecided.push(...undecidedSentences(decision.undecided));
    } catch (error) {
      throw error instanceof AwsError && error.status === 403 ? accessDenied(request, error.message) : error;
    }
  }
  return undecided;
}

function unknownOperation({ service }: AwsRequest, operation: string, identity: Identity): string {
  return (
    `User: ${identity.arn} is not authorized: the local AWS does not know which permissions ${service} ${operation} ` +
    `needs. Add it to local/aws/iam/requests/${REQUESTS[service] === undefined ? "" : `${service}.ts`}`
  );
}

// Services that speak JSON name the error otherwise and answer it with another status.
function accessDenied({ service, protocol }: AwsRequest, message: string): AwsError {
  if (protocol === "json") return new AwsError("AccessDeniedException", message, 400);
  return new AwsError(service === "lambda" ? "AccessDeniedException" : "AccessDenied", message, 403);
}
