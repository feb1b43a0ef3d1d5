import { z } from "zod";
import { parseArn } from "../arn";
import { AwsError } from "../client/aws-error";
import type { Answer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import { answerOfMoto } from "../gateway/moto-proxy";
import type { Scope } from "../gateway/scope";
import type { Caller } from "../iam/caller";
import { requirePermission } from "../iam/require-permission";
import { whyNotAssumable } from "../iam/role";
import { codeLocation, keepCode, readCode } from "./function-code";
import { functionInPath, functionReference } from "./function-reference";
import { forgetSettings, forgottenSettings, keepSettings, keptSettingsOf } from "./kept-settings";
import { readOfFunction } from "./lambda-api";

const settings = forgottenSettings.extend({ Role: z.string().optional() }).loose();
const createInput = settings.extend({ FunctionName: z.string(), Role: z.string(), Code: codeLocation });
const updateCodeInput = codeLocation.loose();

/** Keeps the code, and what moto forgets. */
export async function createFunction(request: AwsRequest, scope: Scope, caller: Caller): Promise<Answer> {
  const input = parse(createInput, request);
  const { name } = functionReference(scope, input.FunctionName);
  await checkRole(scope, input.Role, input.DeadLetterConfig?.TargetArn);
  const zip = await readCode(input.Code, scope, caller);
  const Code = zip === undefined ? input.Code : { ZipFile: base64(zip) };
  const answer = await ofMoto(request, scope, { ...input, Code });
  if (answer.status >= 300) return answer;
  if (zip !== undefined) keepCode(scope, zip);
  forgetSettings(scope, name);
  keepSettings(scope, name, input);
  return completed(answer, scope, name);
}

/** Keeps the new code. */
export async function updateFunctionCode(request: AwsRequest, scope: Scope, caller: Caller): Promise<Answer> {
  const { name } = functionInPath(request, scope);
  const { S3Bucket, S3Key, S3ObjectVersion, ...input } = parse(updateCodeInput, request);
  const zip = await readCode({ ...input, S3Bucket, S3Key, S3ObjectVersion }, scope, caller);
  const answer = await ofMoto(request, scope, zip === undefined ? input : { ...input, ZipFile: base64(zip) });
  if (answer.status >= 300) return answer;
  if (zip !== undefined) keepCode(scope, zip);
  return completed(answer, scope, name);
}

/** Keeps what moto forgets of it. */
export async function updateFunctionConfiguration(request: AwsRequest, scope: Scope): Promise<Answer> {
  const { name } = functionInPath(request, scope);
  const input = parse(settings, request);
  const target = input.DeadLetterConfig?.TargetArn;
  if (input.Role !== undefined || target)
    await checkRole(scope, input.Role ?? (await roleOf(scope, name)), target);
  const answer = await answerOfMoto(scope.moto.endpoint, request, scope.accountId);
  if (answer.status >= 300) return answer;
  keepSettings(scope, name, input);
  return completed(answer, scope, name);
}

/** Shows a function with what moto forgets. */
export async function getFunction(request: AwsRequest, scope: Scope): Promise<Answer> {
  const { name } = functionInPath(request, scope);
  return completed(await answerOfMoto(scope.moto.endpoint, request, scope.accountId), scope, name);
}

/** Forgets what was kept, when all of the function goes. */
export async function deleteFunction(request: AwsRequest, scope: Scope): Promise<Answer> {
  const { name, qualifier } = functionInPath(request, scope);
  const answer = await answerOfMoto(scope.moto.endpoint, request, scope.accountId);
  if (answer.status < 300 && qualifier === undefined) forgetSettings(scope, name);
  return answer;
}

async function checkRole(scope: Scope, role: string, deadLetterArn: string | undefined): Promise<void> {
  if ((await whyNotAssumable(scope, role, "lambda.amazonaws.com")) !== undefined) {
    throw invalid("The role defined for the function cannot be assumed by Lambda.");
  }
  if (!deadLetterArn) return;
  const action = { sqs: "sqs:SendMessage", sns: "sns:Publish" }[parseArn(deadLetterArn)?.service ?? ""];
  if (action === undefined) throw invalid(`${deadLetterArn} is no queue and no topic`);
  try {
    const session = scope.sessions.open(role, "awslambda");
    await requirePermission(scope, session, { action, resource: deadLetterArn });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalid(
      `The provided execution role does not have permissions to call ${action}: ${error.message}`,
    );
  }
}

async function roleOf(scope: Scope, name: string): Promise<string> {
  const answer = await readOfFunction(scope, name, "configuration");
  return z.object({ Role: z.string() }).parse(answer).Role;
}

function completed(answer: Answer, scope: Scope, name: string): Answer {
  if (answer.status >= 300) return answer;
  const content = z.looseObject({}).parse(JSON.parse(answer.body.toString()));
  const kept = keptSettingsOf(scope, name);
  const { Configuration } = content;
  const whole =
    typeof Configuration === "object"
      ? { ...content, Configuration: { ...Configuration, ...kept } }
      : { ...content, ...kept };
  const { "content-length": _, ...headers } = answer.headers;
  return { ...answer, headers, body: JSON.stringify(whole) };
}

async function ofMoto(request: AwsRequest, scope: Scope, input: object): Promise<Answer> {
  const body = Buffer.from(JSON.stringify(input));
  return answerOfMoto(scope.moto.endpoint, { ...request, body }, scope.accountId);
}

function parse<S extends z.ZodType>(schema: S, { body }: AwsRequest): z.output<S> {
  const result = schema.safeParse(JSON.parse(body.toString() || "{}"));
  if (result.success) return result.data;
  throw invalid(z.prettifyError(result.error));
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message);
}

function base64(zip: Uint8Array): string {
  return Buffer.from(zip).toString("base64");
}
