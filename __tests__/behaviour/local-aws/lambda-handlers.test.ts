import { expect, it } from "vitest";
import { createFunction, invoke, lambda, zip } from "./functions";
import { onLocalAws } from "./on-local-aws";

const fails = (errorType: string, errorMessage: unknown = expect.any(String)) =>
  expect.objectContaining({ errorType, errorMessage });

onLocalAws("a Lambda function", (newAccount) => {
  it.for<[string, Record<string, unknown>, Record<string, string>]>([
    ["an async CommonJS handler", {}, { "index.js": "exports.handler = async ({ word }) => ({ word })" }],
    [
      "a CommonJS handler with a callback",
      {},
      { "index.cjs": "exports.handler = ({ word }, _, done) => setTimeout(() => done(null, { word }), 1)" },
    ],
    ["a module", {}, { "index.mjs": "export const handler = async ({ word }) => ({ word })" }],
    [
      "a .js file that its package says is a module",
      {},
      {
        "package.json": '{"type":"module"}',
        "index.js":
          'import { wordOf } from "./lib/word.js";\nexport const handler = async (event) => ({ word: wordOf(event) })',
        "lib/word.js": "export const wordOf = ({ word }) => word",
      },
    ],
    [
      "a nested file and a nested export",
      { Handler: "src/app.handlers.first" },
      { "src/app.js": "exports.handlers = { first: async ({ word }) => ({ word }) }" },
    ],
    [
      "an export made while it loads",
      {},
      { "index.js": 'module.exports = { ["hand" + "ler"]: async ({ word }) => ({ word }) }' },
    ],
  ])("answers with %s", async ([, changes, files]) => {
    const account = newAccount();
    await createFunction(account, files, changes);
    expect(await invoke(account, { word: "hello" })).toMatchObject({
      status: 200,
      payload: { word: "hello" },
      functionError: null,
      executedVersion: "$LATEST",
    });
  });

  it.for([
    ["no value", "exports.handler = async () => {}"],
    ["a callback that is never called", "exports.handler = (_event, _context, callback) => {}"],
  ])("answers null for %s", async ([, code]) => {
    const account = newAccount();
    await createFunction(account, code ?? "");
    expect((await invoke(account)).payload).toBeNull();
  });

  it("waits for the work that a callback leaves behind, unless it is told not to", async () => {
    const account = newAccount();
    const code = `exports.handler = ({ waits }, context, callback) => {
      context.callbackWaitsForEmptyEventLoop = waits;
      setTimeout(() => console.log("afterwards"), 20);
      callback(null, "done");
    }`;
    await createFunction(account, code);
    expect((await invoke(account, { waits: false })).payload).toBe("done");
    expect(await account.functionLog("function")).not.toContainEqual(expect.stringContaining("afterwards"));
    expect((await invoke(account, { waits: true })).payload).toBe("done");
    expect(await account.functionLog("function")).toContainEqual(expect.stringContaining("afterwards"));
  });

  it.for<[string, unknown, Record<string, string>]>([
    [
      "a rejection",
      fails("RangeError", "too far"),
      { "index.js": "exports.handler = async () => { throw new RangeError('too far') }" },
    ],
    [
      "a thrown error",
      fails("Error", "no"),
      { "index.js": "exports.handler = () => { throw new Error('no') }" },
    ],
    [
      "an error in a callback",
      fails("Error", "no"),
      { "index.js": "exports.handler = (e, c, done) => done(new Error('no'))" },
    ],
    [
      "a text in a callback",
      fails("string", "no"),
      { "index.js": "exports.handler = (e, c, done) => done('no')" },
    ],
    [
      "an error that nobody catches",
      fails("TypeError", "late"),
      { "index.js": "exports.handler = () => { setTimeout(() => { throw new TypeError('late') }) }" },
    ],
    [
      "a rejection that nobody handles",
      fails("Runtime.UnhandledPromiseRejection", "Error: lost"),
      { "index.js": "exports.handler = () => { Promise.reject(new Error('lost')) }" },
    ],
    [
      "an end of the process",
      fails("Runtime.ExitError", expect.stringContaining("exit status 3")),
      { "index.js": "exports.handler = async () => process.exit(3)" },
    ],
    [
      "a file that is not there",
      fails("Runtime.ImportModuleError", expect.stringContaining("index")),
      { "other.js": "" },
    ],
    [
      "a package that is not there",
      fails("Runtime.ImportModuleError", expect.stringContaining("absent")),
      { "index.js": "require('absent')" },
    ],
    [
      "an export that is not there",
      fails("Runtime.HandlerNotFound", "index.handler is undefined or not exported"),
      { "index.js": "" },
    ],
    [
      "an import in a file that is no module",
      fails("Runtime.UserCodeSyntaxError"),
      { "index.js": "import 'node:fs'; export const handler = 1" },
    ],
    ["an error while it loads", fails("Error", "at once"), { "index.js": "throw new Error('at once')" }],
    [
      "an answer that is no JSON",
      fails("Runtime.MarshalError"),
      { "index.js": "exports.handler = async () => { const a = {}; a.a = a; return a }" },
    ],
  ])("fails at %s", async ([, error, files]) => {
    const account = newAccount();
    await createFunction(account, files);
    expect(await invoke(account)).toMatchObject({ status: 200, functionError: "Unhandled", payload: error });
  });

  it("fails when its time is up, by the account's clock", async () => {
    const account = newAccount();
    await createFunction(account, "exports.handler = () => new Promise(() => setInterval(() => {}, 1000))", {
      Timeout: 900,
    });
    const invoked = invoke(account);
    let isOver = false;
    invoked.then(() => {
      isOver = true;
    });
    while (!isOver) await account.passTime({ minutes: 16 });
    const { payload, functionError } = await invoked;
    expect(functionError).toBe("Unhandled");
    expect(payload).toEqual(
      fails("Sandbox.Timedout", expect.stringMatching(/Task timed out after 900.00 seconds$/)),
    );
    expect(await account.functionLog("function")).toContainEqual(
      expect.stringMatching(/Task timed out after 900.00 seconds$/),
    );
  });

  it("fails when its time is up by any clock, busy as it is", async () => {
    const account = newAccount();
    await createFunction(account, "exports.handler = () => { for (;;); }", { Timeout: 1 });
    expect((await invoke(account)).payload).toEqual(fails("Sandbox.Timedout"));
  });

  it("runs the code that was put last, and each version its own", async () => {
    const account = newAccount();
    const code = (answer: number) => `exports.handler = async () => ${answer}`;
    await createFunction(account, code(1), { Publish: true });
    const ZipFile = zip({ "index.js": code(2) });
    await lambda(account, "PUT", "/2015-03-31/functions/function/code", { ZipFile });
    await lambda(account, "POST", "/2015-03-31/functions/function/aliases", {
      Name: "live",
      FunctionVersion: "1",
    });
    const arn = account.arn("lambda", "function:function");
    const answers = [
      "function",
      arn,
      `${account.accountId}:function:function`,
      "function:1",
      `${arn}:live`,
    ].map(async (name) => {
      const { payload, executedVersion } = await invoke(account, {}, { name });
      return [payload, executedVersion];
    });
    expect(await Promise.all(answers)).toEqual([
      [2, "$LATEST"],
      [2, "$LATEST"],
      [2, "$LATEST"],
      [1, "1"],
      [1, "1"],
    ]);
  });

  it("takes its code from a bucket, and says what is missing there", async () => {
    const account = newAccount();
    await account.createBucket("code-of-functions");
    const object = Buffer.from(zip({ "index.js": "exports.handler = async () => 'from S3'" }), "base64");
    await account.client.send("s3", "PUT", "/code-of-functions/a/function.zip", new Uint8Array(object));
    const inBucket = (S3Key: string) => ({ Code: { S3Bucket: "code-of-functions", S3Key } });
    await createFunction(account, "", inBucket("a/function.zip"));
    expect((await invoke(account)).payload).toBe("from S3");
    await expect(
      createFunction(account, "", { ...inBucket("other.zip"), FunctionName: "other" }),
    ).rejects.toThrow(/InvalidParameterValueException.*NoSuchKey/);
  });

  it("is refused a role that Lambda may not assume, a zip that is none, and runs no other language", async () => {
    const account = newAccount();
    const Role = await account.createRole("build", "codebuild.amazonaws.com");
    await expect(createFunction(account, "", { Role })).rejects.toThrow(/cannot be assumed by Lambda/);
    await expect(
      createFunction(account, "", { FunctionName: "text", Code: { ZipFile: "dGV4dA==" } }),
    ).rejects.toThrow(/Could not unzip/);
    await createFunction(account, "", { FunctionName: "snake", Runtime: "python3.13" });
    expect(await invoke(account, {}, { name: "snake" })).toMatchObject({
      status: 400,
      payload: { message: expect.stringContaining("its runtime is python3.13") },
    });
  });

  it("is not found under another name, and only looked at by a dry run", async () => {
    const account = newAccount();
    await createFunction(account, "exports.handler = async () => 1");
    expect(await invoke(account, {}, { name: "other" })).toMatchObject({
      status: 404,
      payload: { __type: "ResourceNotFoundException" },
    });
    const headers = { "x-amz-invocation-type": "DryRun" };
    expect(await invoke(account, {}, { headers })).toMatchObject({ status: 204, payload: undefined });
    expect(await account.invocations("function")).toEqual([]);
  });

  it("is throttled when as many run as may run at once", async () => {
    const account = newAccount();
    await createFunction(account, "exports.handler = async () => 1");
    const path = "/2017-10-31/functions/function/concurrency";
    await lambda(account, "PUT", path, { ReservedConcurrentExecutions: 1 });
    const statuses = await Promise.all([invoke(account), invoke(account), invoke(account)]);
    expect(statuses.map(({ status }) => status).sort()).toEqual([200, 429, 429]);
    await lambda(account, "PUT", path, { ReservedConcurrentExecutions: 0 });
    expect(await invoke(account)).toMatchObject({
      status: 429,
      payload: { __type: "TooManyRequestsException" },
    });
  });

  it("takes no handler with a callback from Node 24 on", async () => {
    const account = newAccount();
    await createFunction(account, "exports.handler = (e, c, done) => done()", { Runtime: "nodejs24.x" });
    expect((await invoke(account)).payload).toEqual(fails("Runtime.CallbackHandlerDeprecated"));
  });
});
