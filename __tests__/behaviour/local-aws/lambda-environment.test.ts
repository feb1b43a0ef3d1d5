import { expect, it } from "vitest";
import { CALL_AWS, createFunction, invoke, lambda, zip } from "./functions";
import { onLocalAws, type TestAccount } from "./on-local-aws";

const SHOW_ENVIRONMENT = "exports.handler = async () => process.env";

async function logged(account: TestAccount, logGroupName: string): Promise<string[]> {
  const { events } = (await account.call("logs", "FilterLogEvents", { logGroupName })) as {
    events: { message: string }[];
  };
  return events.map(({ message }) => message);
}

onLocalAws("a function's environment", (newAccount) => {
  it("has its own variables, Lambda's, and of the machine's the path only", async () => {
    const account = newAccount();
    process.env.OF_THE_MACHINE = "seen";
    await createFunction(account, SHOW_ENVIRONMENT, {
      Environment: { Variables: { COLOUR: "blue" } },
      MemorySize: 256,
    });
    const { payload } = await invoke(account);
    delete process.env.OF_THE_MACHINE;
    expect(payload).toMatchObject({
      COLOUR: "blue",
      _HANDLER: "index.handler",
      LAMBDA_TASK_ROOT: expect.any(String),
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x",
      AWS_REGION: account.region,
      AWS_DEFAULT_REGION: account.region,
      AWS_LAMBDA_FUNCTION_NAME: "function",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
      AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/function",
      AWS_LAMBDA_LOG_STREAM_NAME: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
      AWS_ENDPOINT_URL: account.endpoint,
    });
    const others = Object.keys(payload as object).filter((name) => !/^(AWS_|LAMBDA_|_HANDLER$)/.test(name));
    expect(others.sort()).toEqual(["COLOUR", "LANG", "PATH", "TZ"]);
  });

  it("holds credentials of its role", async () => {
    const account = newAccount();
    const code = `${CALL_AWS}
      exports.handler = async () => {
        const { Parameter } = await call("ssm", "AmazonSSM.GetParameter", { Name: "/word", WithDecryption: true });
        return { word: Parameter.Value, key: process.env.AWS_ACCESS_KEY_ID };
      }`;
    await account.createSsmParameter({ name: "/word", value: "hello" });
    await createFunction(account, code, { actions: ["ssm:GetParameter", "kms:Decrypt"] });
    const { payload } = await invoke(account);
    expect(payload).toMatchObject({ word: "hello", key: expect.stringMatching(/^ASIA/) });
  });

  it("gives its handler Lambda's context", async () => {
    const account = newAccount();
    await createFunction(
      account,
      "exports.handler = async (_, context) => ({ ...context, left: context.getRemainingTimeInMillis() })",
      { Timeout: 60, Publish: true },
    );
    const { payload } = await invoke(account, {}, { name: "function:1" });
    expect(payload).toMatchObject({
      functionName: "function",
      functionVersion: "1",
      invokedFunctionArn: account.arn("lambda", "function:function:1"),
      memoryLimitInMB: "128",
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      logGroupName: "/aws/lambda/function",
      logStreamName: expect.stringContaining("[1]"),
    });
    const { left } = payload as { left: number };
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(60_000);
  });

  it("is fresh for each invocation", async () => {
    const account = newAccount();
    await createFunction(account, "let count = 0; exports.handler = async () => ++count");
    expect([(await invoke(account)).payload, (await invoke(account)).payload]).toEqual([1, 1]);
  });
});

onLocalAws("a function's log", (newAccount) => {
  it("is in its log group, which its role makes, and at the end of the answer", async () => {
    const account = newAccount();
    const code = `exports.handler = async () => {
      console.log("hello %s", "you");
      console.error("two\\nlines");
      process.stdout.write("plain\\n");
    }`;
    await createFunction(account, code);
    const { log } = await invoke(account, {}, { headers: { "x-amz-log-type": "Tail" } });
    const expected = [
      expect.stringMatching(/^START RequestId: [0-9a-f-]{36} Version: \$LATEST$/),
      expect.stringMatching(/^\S+Z\t[0-9a-f-]{36}\tINFO\thello you$/),
      expect.stringMatching(/^\S+Z\t[0-9a-f-]{36}\tERROR\ttwo\nlines$/),
      "plain",
      expect.stringMatching(/^END RequestId: /),
      expect.stringMatching(
        /^REPORT RequestId: .*\tDuration: .* ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB/,
      ),
    ];
    const messages = await logged(account, "/aws/lambda/function");
    expect([...messages].sort()).toEqual(expect.arrayContaining(expected));
    expect(messages).toHaveLength(expected.length);
    expect(await account.functionLog("function")).toEqual(messages);
    expect(log).toBe(`${messages.join("\n")}\n`);
    expect((await account.invocations("function"))[0]).not.toHaveProperty("logProblem");
  });

  it("is in the log group that the function names, where that exists already", async () => {
    const account = newAccount();
    await account.call("logs", "CreateLogGroup", { logGroupName: "/mine" });
    await createFunction(account, "exports.handler = async () => console.log('here')", {
      LoggingConfig: { LogGroup: "/mine" },
    });
    await invoke(account);
    await invoke(account);
    expect((await logged(account, "/mine")).filter((message) => message.endsWith("here"))).toHaveLength(2);
  });

  it("is lost where its role may not write it, but for who looks behind the scenes", async () => {
    const account = newAccount();
    await account.call("logs", "CreateLogGroup", { logGroupName: "/mine" });
    const Role = await account.createRole("silent", "lambda.amazonaws.com", ["logs:PutLogEvents"]);
    await createFunction(account, "exports.handler = async () => console.log('here')", {
      LoggingConfig: { LogGroup: "/mine" },
      Role,
    });
    expect(await invoke(account)).toMatchObject({ payload: null, functionError: null });
    expect(await logged(account, "/mine")).toEqual([]);
    expect(await account.functionLog("function")).toContainEqual(expect.stringMatching(/here$/));
    expect(await account.invocations("function")).toMatchObject([
      { logProblem: expect.stringMatching(/AccessDenied.*logs:CreateLogStream/) },
    ]);
  });

  it("is in the log group however far the account's time was put forward", async () => {
    const account = newAccount();
    await createFunction(account, "exports.handler = async () => {}");
    await account.passTime({ minutes: 7 * 24 * 60 });
    await invoke(account);
    expect(await logged(account, "/aws/lambda/function")).toEqual(await account.functionLog("function"));
  });

  it("tells of an error with its trace", async () => {
    const account = newAccount();
    await createFunction(account, "exports.handler = async () => { throw new RangeError('too far') }");
    await invoke(account);
    const messages = await account.functionLog("function");
    const told = messages.find((message) => message.includes("Invoke Error")) ?? "";
    expect(JSON.parse(told.slice(told.indexOf("{")))).toMatchObject({
      errorType: "RangeError",
      errorMessage: "too far",
      stack: expect.arrayContaining([expect.stringContaining("index.js")]),
    });
  });
});

onLocalAws("the settings of a function", (newAccount) => {
  it("keep the log group and the dead-letter queue through an update of others", async () => {
    const account = newAccount();
    const TargetArn = account.arn("sqs", "dead");
    await createFunction(account, "", { DeadLetterConfig: { TargetArn }, actions: ["sqs:SendMessage"] });
    const path = "/2015-03-31/functions/function";
    await lambda(account, "PUT", `${path}/configuration`, { Timeout: 9 });
    await lambda(account, "PUT", `${path}/code`, { ZipFile: zip({ "index.js": "1" }) });
    const kept = {
      Timeout: 9,
      DeadLetterConfig: { TargetArn },
      LoggingConfig: { LogFormat: "Text", LogGroup: "/aws/lambda/function" },
    };
    expect(await lambda(account, "GET", path)).toMatchObject({ Configuration: kept });
    expect(await lambda(account, "GET", `${path}/configuration`)).toMatchObject(kept);
    const without = { DeadLetterConfig: { TargetArn: "" } };
    const answer = await lambda(account, "PUT", `${path}/configuration`, without);
    expect(answer).not.toHaveProperty("DeadLetterConfig");
  });

  it("refuse a dead-letter queue that the role may not send to", async () => {
    const account = newAccount();
    const DeadLetterConfig = { TargetArn: account.arn("sqs", "dead") };
    await expect(createFunction(account, "", { DeadLetterConfig })).rejects.toThrow(
      /InvalidParameterValueException.*permissions to call sqs:SendMessage/,
    );
  });

  it("show how asynchronous invocations are treated as it was put last", async () => {
    const account = newAccount();
    await createFunction(account, "");
    const path = "/2019-09-25/functions/function/event-invoke-config";
    await lambda(account, "PUT", path, { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60 });
    await lambda(account, "PUT", path, { MaximumRetryAttempts: 0 });
    expect(await lambda(account, "GET", path)).not.toHaveProperty("MaximumEventAgeInSeconds");
    await lambda(account, "POST", path, { MaximumEventAgeInSeconds: 90 });
    expect(await lambda(account, "GET", path)).toMatchObject({
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 90,
    });
  });
});
