import { AwsError } from "../client/aws-error";
import type { AwsRequest } from "../gateway/aws-request";
import type { Scope } from "../gateway/scope";

/** Which function, and which version or alias of it, a request means. */
export interface FunctionReference {
  readonly name: string;
  /** A version or an alias; undefined is `$LATEST`. */
  readonly qualifier: string | undefined;
}

// A name, `account:function:name` or an ARN, each with or without a version or alias.
const FORMS = /^(?:(?:arn:[^:]+:lambda:([^:]+):)?(\d{12}):function:)?([A-Za-z0-9_-]{1,140})(?::([^:]+))?$/;

/** Reads any of the forms that Lambda takes for a function's name. */
export function functionReference(scope: Scope, text: string, qualifier?: string): FunctionReference {
  const match = FORMS.exec(text);
  if (match === null) {
    throw new AwsError("ValidationException", `'${text}' is no name, partial ARN or ARN of a function`);
  }
  const [, region = scope.region, accountId = scope.accountId, name = "", named] = match;
  if (region !== scope.region || accountId !== scope.accountId) {
    const here = `account ${scope.accountId}, region ${scope.region}`;
    throw new AwsError("AccessDeniedException", `The function ${text} is not in ${here}`, 403);
  }
  if (named !== undefined && qualifier !== undefined && named !== qualifier) {
    throw new AwsError(
      "InvalidParameterValueException",
      `The function name ${text} and the qualifier ${qualifier} do not agree`,
    );
  }
  return { name, qualifier: named ?? qualifier };
}

/** The function that a path of Lambda's API names. */
export function functionInPath({ url }: AwsRequest, scope: Scope): FunctionReference {
  const text = decodeURIComponent(url.pathname.split("/")[3] ?? "");
  return functionReference(scope, text, url.searchParams.get("Qualifier") ?? undefined);
}

/** The ARN of what was asked for. */
export function functionArn(scope: Scope, { name, qualifier }: FunctionReference): string {
  return scope.arn("lambda", `function:${name}${qualifier === undefined ? "" : `:${qualifier}`}`);
}
