// Runs one invocation of a function in a process of its own, as Lambda's Node runtimes do.
// File descriptor 3 brings the invocation and closes with whoever started us; 4 takes our answer and the log.
import { existsSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { Socket } from "node:net";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import { reachableFetch } from "./reachable-fetch.mjs";

const {
  _HANDLER: handlerName = "",
  LAMBDA_TASK_ROOT: taskRoot = "",
  AWS_EXECUTION_ENV: runtime,
} = process.env;

class RuntimeError extends Error {
  constructor(type, message) {
    super(message);
    this.name = `Runtime.${type}`;
  }
}

function tell(frame) {
  const bytes = Buffer.from(`${JSON.stringify(frame)}\n`);
  for (let written = 0; written < bytes.length; ) written += writeSync(4, bytes, written);
}

function log(requestId, level, ...values) {
  const message = format(...values);
  tell({ log: `${new Date().toISOString()}\t${requestId}\t${level}\t${message}` });
}

function answer(content) {
  tell({ answer: content, maxMemoryUsedMb: Math.ceil(process.resourceUsage().maxRSS / 1024) });
  // Lambda freezes a function that has answered: what it began and did not await does not go on.
  process.exit(0);
}

function fail(requestId, kind, cause) {
  const isError = cause instanceof Error;
  const error = {
    errorType: isError ? cause.name : typeof cause,
    errorMessage: isError ? cause.message : String(cause),
    trace: isError ? String(cause.stack).split("\n") : [],
  };
  log(requestId, "ERROR", `${kind} \t${JSON.stringify({ ...error, trace: undefined, stack: error.trace })}`);
  answer({ error });
}

function succeed(requestId, value) {
  let result;
  try {
    result = JSON.stringify(value === undefined ? null : value);
  } catch (cause) {
    fail(
      requestId,
      "Invoke Error",
      new RuntimeError("MarshalError", `The answer is no JSON: ${cause.message}`),
    );
  }
  answer({ result: result ?? "null" });
}

async function importModule(path) {
  for (const extension of [".js", ".mjs", ".cjs"]) {
    if (!existsSync(path + extension)) continue;
    // import() looks itself whether a .js file is a module; what a CommonJS file exports is its default.
    const { default: exported, ...named } = await import(pathToFileURL(path + extension).href);
    const isCommonJs = createRequire(join(taskRoot, "/")).cache[path + extension] !== undefined;
    return isCommonJs ? exported : { default: exported, ...named };
  }
  throw new RuntimeError("ImportModuleError", `Error: Cannot find module '${basename(path)}'`);
}

async function loadHandler() {
  const [, file, names] = /^([^.]+)\.(.+)$/.exec(basename(handlerName)) ?? [];
  if (file === undefined || handlerName.includes("..")) {
    throw new RuntimeError(
      "MalformedHandlerName",
      `Bad handler '${handlerName}': it must be like file.export`,
    );
  }
  let exported;
  try {
    exported = await importModule(join(taskRoot, dirname(handlerName), file));
  } catch (cause) {
    const type = { MODULE_NOT_FOUND: "ImportModuleError", ERR_MODULE_NOT_FOUND: "ImportModuleError" }[
      cause?.code
    ];
    if (type !== undefined) throw new RuntimeError(type, `Error: ${cause.message}`);
    if (cause instanceof SyntaxError) throw new RuntimeError("UserCodeSyntaxError", String(cause));
    throw cause;
  }
  const handler = names.split(".").reduce((value, name) => value?.[name], exported);
  if (handler === undefined) {
    throw new RuntimeError("HandlerNotFound", `${handlerName} is undefined or not exported`);
  }
  if (typeof handler !== "function")
    throw new RuntimeError("HandlerNotFound", `${handlerName} is not a function`);
  const [, major] = /nodejs(\d+)/.exec(runtime ?? "") ?? [];
  if (Number(major) >= 24 && handler.length >= 3) {
    throw new RuntimeError("CallbackHandlerDeprecated", `nodejs${major}.x takes no handler with a callback`);
  }
  return handler;
}

function run(handler, { event, context: given, timeoutMs }) {
  const { awsRequestId } = given;
  const deadline = Date.now() + timeoutMs;
  const context = {
    ...given,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  let whenIdle = () => succeed(awsRequestId, null);
  process.on("beforeExit", () => whenIdle());
  const callback = (error, value) => {
    const settle = () =>
      error === undefined || error === null
        ? succeed(awsRequestId, value)
        : fail(awsRequestId, "Invoke Error", error);
    if (!context.callbackWaitsForEmptyEventLoop) settle();
    whenIdle = settle;
  };
  try {
    const returned = handler(event, context, callback);
    if (typeof returned?.then !== "function") return;
    returned.then(
      (value) => succeed(awsRequestId, value),
      (error) => fail(awsRequestId, "Invoke Error", error),
    );
  } catch (error) {
    fail(awsRequestId, "Invoke Error", error);
  }
}

async function start(invocation) {
  const { awsRequestId } = invocation.context;
  globalThis.fetch = reachableFetch(globalThis.fetch, invocation.githubUrl);
  const levels = { log: "INFO", info: "INFO", debug: "DEBUG", warn: "WARN", error: "ERROR", trace: "TRACE" };
  for (const [method, level] of Object.entries(levels)) {
    console[method] = (...values) => log(awsRequestId, level, ...values);
  }
  process.on("uncaughtException", (error) => fail(awsRequestId, "Uncaught Exception", error));
  process.on("unhandledRejection", (reason) => {
    const error = new RuntimeError("UnhandledPromiseRejection", String(reason));
    if (reason instanceof Error) error.stack = reason.stack;
    fail(awsRequestId, "Unhandled Promise Rejection", error);
  });
  let handler;
  try {
    handler = await loadHandler();
  } catch (error) {
    fail(awsRequestId, "Uncaught Exception", error);
  }
  tell({ ready: true });
  run(handler, invocation);
}

let received = "";
const invocations = new Socket({ fd: 3, readable: true, writable: false });
invocations.setEncoding("utf8");
invocations.on("data", (text) => {
  received += text;
  if (!received.endsWith("\n")) return;
  // Whether work is left must not hang on this pipe.
  invocations.unref();
  start(JSON.parse(received));
});
invocations.on("close", () => process.kill(process.pid, "SIGKILL"));
