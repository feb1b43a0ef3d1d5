import { strToU8, zipSync } from "fflate";
import type { FunctionInvocation } from "../../../local/aws/local-account";
import type { TestAccount } from "./on-local-aws";

/** What the role of a function needs to write its log. */
export const LOGS = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];

/** Code that calls AWS as an SDK would, with what the environment gives; nobody here checks signatures. */
export const CALL_AWS = `
const call = async (service, target, input) => {
  const response = await fetch(process.env.AWS_ENDPOINT_URL + "/", {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": target,
      authorization: "AWS4-HMAC-SHA256 Credential=" + process.env.AWS_ACCESS_KEY_ID + "/20260101/" +
        process.env.AWS_REGION + "/" + service + "/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: JSON.stringify(input),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
};
`;

/** What an invocation answered. */
export interface Answered {
  readonly status: number;
  readonly payload: unknown;
  readonly functionError: string | null;
  readonly executedVersion: string | null;
  readonly log: string;
}

/** A zip of files, in base64. */
export function zip(files: Readonly<Record<string, string>>): string {
  const contents = Object.entries(files).map(([path, text]) => [path, strToU8(text)]);
  return Buffer.from(zipSync(Object.fromEntries(contents))).toString("base64");
}

/** Sends a request to Lambda and gives its answer, or fails with its error. */
export async function lambda(account: TestAccount, method: string, path: string, input?: object) {
  const response = await account.send("lambda", method, path, input && JSON.stringify(input));
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.headers.get("x-amzn-errortype")}: ${text}`);
  return text === "" ? {} : JSON.parse(text);
}

/** A function `function` with one file or several, and a role `function` that may log and do these actions. */
export async function createFunction(
  account: TestAccount,
  code: string | Readonly<Record<string, string>>,
  changes: { readonly actions?: readonly string[] } & Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { actions = [], FunctionName = "function", ...others } = changes;
  const role = String(FunctionName);
  const Role = await account.createRole(role, "lambda.amazonaws.com", [...LOGS, ...actions]);
  await lambda(account, "POST", "/2015-03-31/functions", {
    FunctionName,
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Role,
    // Three seconds, as Lambda has it, are little on a machine that runs all tests at once.
    Timeout: 60,
    Code: { ZipFile: zip(typeof code === "string" ? { "index.js": code } : code) },
    ...others,
  });
}

/** Invokes a function. */
export async function invoke(
  account: TestAccount,
  event: unknown = {},
  { name = "function", headers = {} }: { name?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<Answered> {
  const path = `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;
  const response = await account.send("lambda", "POST", path, JSON.stringify(event), headers);
  const text = await response.text();
  return {
    status: response.status,
    payload: text === "" ? undefined : JSON.parse(text),
    functionError: response.headers.get("x-amz-function-error"),
    executedVersion: response.headers.get("x-amz-executed-version"),
    log: Buffer.from(response.headers.get("x-amz-log-result") ?? "", "base64").toString(),
  };
}

/** Invokes a function asynchronously. */
export async function enqueue(account: TestAccount, event: unknown = {}, name?: string): Promise<void> {
  const headers = { "x-amz-invocation-type": "Event" };
  const { status } = await invoke(account, event, name === undefined ? { headers } : { name, headers });
  if (status !== 202) throw new Error(`The event was answered with ${status}.`);
}

/** Waits until something holds, as little as it takes. */
export async function until<T>(
  look: () => Promise<T>,
  holds: (value: T) => boolean,
  what = "what a test waits for",
): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const value = await look();
    if (holds(value)) return value;
    if (Date.now() > deadline) throw new Error(`Gave up waiting for ${what}: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The attempts at a function, once that many have ended. */
export function ended(account: TestAccount, count: number, name = "function"): Promise<FunctionInvocation[]> {
  return until(
    () => account.invocations(name),
    (all) => all.filter(({ endTime }) => endTime !== undefined).length >= count,
    `${count} ended invocations`,
  );
}

/** The attempts at a function, once the last one was told to its queues and destinations. */
export function finished(account: TestAccount, name = "function"): Promise<FunctionInvocation[]> {
  return until(
    () => account.invocations(name),
    (all) => all.at(-1)?.sent !== undefined,
    "the end of an event",
  );
}
