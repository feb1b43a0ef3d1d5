import { AwsError } from "../../client/aws-error";
import { type Answer, xmlAnswer } from "../../gateway/answer";
import type { AwsRequest } from "../../gateway/aws-request";
import { answerOfMoto } from "../../gateway/moto-proxy";
import type { Scope } from "../../gateway/scope";
import { userBoundariesIn } from "../policies/user-boundaries";

/** Makes a user, and keeps its boundary. */
export async function createUser(request: AwsRequest, scope: Scope): Promise<Answer> {
  const [form, answer] = await passedOn(request, scope);
  if (answer.status >= 300) return answer;
  const boundary = form.get("PermissionsBoundary");
  if (boundary !== null) userBoundariesIn.of(scope).set(userName(form), boundary);
  return withBoundary(answer, scope, userName(form));
}

/** Shows a user with its boundary. */
export async function getUser(request: AwsRequest, scope: Scope): Promise<Answer> {
  const [form, answer] = await passedOn(request, scope);
  return withBoundary(answer, scope, userName(form));
}

/** Renames a user, which keeps its boundary. */
export async function updateUser(request: AwsRequest, scope: Scope): Promise<Answer> {
  const [form, answer] = await passedOn(request, scope);
  const boundary = userBoundariesIn.of(scope).get(userName(form));
  const renamed = form.get("NewUserName");
  if (answer.status >= 300 || boundary === undefined || renamed === null) return answer;
  userBoundariesIn.of(scope).delete(userName(form));
  userBoundariesIn.of(scope).set(renamed, boundary);
  return answer;
}

/** Deletes a user with its boundary. */
export async function deleteUser(request: AwsRequest, scope: Scope): Promise<Answer> {
  const [form, answer] = await passedOn(request, scope);
  if (answer.status < 300) userBoundariesIn.of(scope).delete(userName(form));
  return answer;
}

export async function putUserPermissionsBoundary(request: AwsRequest, scope: Scope): Promise<Answer> {
  const form = new URLSearchParams(request.body.toString());
  await scope.moto.query("iam", "GetUser", { UserName: userName(form) });
  userBoundariesIn.of(scope).set(userName(form), form.get("PermissionsBoundary") ?? "");
  return done("PutUserPermissionsBoundary");
}

export async function deleteUserPermissionsBoundary(request: AwsRequest, scope: Scope): Promise<Answer> {
  const form = new URLSearchParams(request.body.toString());
  await scope.moto.query("iam", "GetUser", { UserName: userName(form) });
  if (userBoundariesIn.of(scope).delete(userName(form))) return done("DeleteUserPermissionsBoundary");
  throw new AwsError("NoSuchEntity", `The user ${userName(form)} has no permissions boundary`, 404);
}

async function passedOn(request: AwsRequest, scope: Scope): Promise<[URLSearchParams, Answer]> {
  const answer = await answerOfMoto(scope.moto.endpoint, request, scope.accountId);
  return [new URLSearchParams(request.body.toString()), answer];
}

function userName(form: URLSearchParams): string {
  return form.get("UserName") ?? "";
}

function withBoundary(answer: Answer, scope: Scope, name: string): Answer {
  const boundary = userBoundariesIn.of(scope).get(name);
  if (answer.status >= 300 || boundary === undefined) return answer;
  const shown =
    "<PermissionsBoundary><PermissionsBoundaryType>Policy</PermissionsBoundaryType>" +
    `<PermissionsBoundaryArn>${boundary}</PermissionsBoundaryArn></PermissionsBoundary>`;
  const { "content-length": _length, ...headers } = answer.headers;
  return { ...answer, headers, body: answer.body.toString().replace("</User>", `${shown}</User>`) };
}

function done(operation: string): Answer {
  return xmlAnswer(
    `<${operation}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/">` +
      `<ResponseMetadata><RequestId>local-aws</RequestId></ResponseMetadata></${operation}Response>`,
  );
}
