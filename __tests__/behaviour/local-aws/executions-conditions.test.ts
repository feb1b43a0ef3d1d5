import { expect, it, vi } from "vitest";
import { builds, createPipeline, firstRun } from "./executions";
import { onLocalAws, type TestAccount } from "./on-local-aws";

vi.mock("../../../local/aws/codepipeline/actions/index", () => vi.importActual("./fake-actions"));
vi.mock("../../../local/aws/codepipeline/artifacts/execution-artifacts", () =>
  vi.importActual("./fake-artifacts"),
);

const condition = (result: string, provider: string, configuration: object) => ({
  conditions: [
    {
      result,
      rules: [
        {
          name: "Rule",
          ruleTypeId: { category: "Rule", owner: "AWS", provider, version: "1" },
          configuration,
        },
      ],
    },
  ],
});

const deploy = (conditions: object, project = "succeeds") => ({
  name: "Deploy",
  actions: [builds(project, { name: "Deploy" })],
  ...conditions,
});

const after = { name: "After", actions: [builds("succeeds", { name: "After" })] };

const isProd = (result: string) =>
  condition(result, "VariableCheck", { Variable: "#{variables.STAGE}", Value: "prod", Operator: "EQ" });

const stageVariable = { variables: [{ name: "STAGE", defaultValue: "dev" }] };

async function setAlarm(account: TestAccount, state: string): Promise<void> {
  await account.client.query("monitoring", "PutMetricAlarm", {
    AlarmName: "alarm",
    ComparisonOperator: "GreaterThanThreshold",
    EvaluationPeriods: "1",
    MetricName: "m",
    Namespace: "n",
    Period: "60",
    Statistic: "Sum",
    Threshold: "1",
  });
  await account.client.query("monitoring", "SetAlarmState", {
    AlarmName: "alarm",
    StateValue: state,
    StateReason: "test",
  });
}

onLocalAws("a condition before the entry of a stage", (newAccount) => {
  it("lets an execution in when it is met", async () => {
    const account = newAccount();
    await createPipeline(account, [deploy({ beforeEntry: isProd("FAIL") })], stageVariable);
    const run = await account.run("pipeline", { STAGE: "prod" });
    expect(await run.end()).toBe("Succeeded");
    const state = await account.call("codepipeline", "GetPipelineState", { name: "pipeline" });
    expect(state).toMatchObject({
      stageStates: [
        {},
        {
          beforeEntryConditionState: {
            latestExecution: { status: "Succeeded" },
            conditionStates: [
              { ruleStates: [{ ruleName: "Rule", latestExecution: { status: "Succeeded" } }] },
            ],
          },
        },
      ],
    });
  });

  it("fails the stage before its first action when it is not met, and says why", async () => {
    const account = newAccount();
    const run = await firstRun(account, [deploy({ beforeEntry: isProd("FAIL") })], stageVariable);
    expect(await run.end()).toBe("Failed");
    expect(await run.states()).toEqual(["Source/Image Succeeded"]);
    expect(await run.summary()).toContain("The rule 'Rule' of beforeEntry failed: The variable is dev");
    const input = { pipelineName: "pipeline", filter: { pipelineExecutionId: run.pipelineExecutionId } };
    await expect(account.call("codepipeline", "ListRuleExecutions", input)).resolves.toMatchObject({
      ruleExecutionDetails: [
        {
          stageName: "Deploy",
          ruleName: "Rule",
          status: "Failed",
          input: { resolvedConfiguration: { Variable: "dev" } },
        },
      ],
    });
  });

  it("skips the stage where its result is SKIP", async () => {
    const account = newAccount();
    const run = await firstRun(account, [deploy({ beforeEntry: isProd("SKIP") }), after], stageVariable);
    expect(await run.end()).toBe("Succeeded");
    expect(await run.states()).toEqual(["Source/Image Succeeded", "After/After Succeeded"]);
    const state = await account.call("codepipeline", "GetPipelineState", { name: "pipeline" });
    expect(state).toMatchObject({ stageStates: [{}, { latestExecution: { status: "Skipped" } }, {}] });
  });

  it("may be overridden, and only while it is not met", async () => {
    const account = newAccount();
    const run = await firstRun(account, [deploy({ beforeEntry: isProd("FAIL") })], stageVariable);
    await run.end();
    const { pipelineName, pipelineExecutionId } = run;
    const override = (conditionType: string) =>
      account.call("codepipeline", "OverrideStageCondition", {
        pipelineName,
        pipelineExecutionId,
        stageName: "Deploy",
        conditionType,
      });
    await expect(override("ON_SUCCESS")).rejects.toMatchObject({ code: "ConditionNotOverridableException" });
    await override("BEFORE_ENTRY");
    expect(await run.end()).toBe("Succeeded");
  });

  it("is checked again by a retry", async () => {
    const account = newAccount();
    const conditions = { beforeEntry: condition("FAIL", "CloudWatchAlarm", { AlarmName: "alarm" }) };
    await setAlarm(account, "ALARM");
    const run = await firstRun(account, [deploy(conditions)]);
    expect(await run.end()).toBe("Failed");
    expect(await run.summary()).toContain("The alarm alarm is ALARM");
    await setAlarm(account, "OK");
    await run.retry("Deploy");
    expect(await run.end()).toBe("Succeeded");
  });

  it("is not met where its rule is of a kind that the local AWS does not check", async () => {
    const account = newAccount();
    const run = await firstRun(account, [deploy({ beforeEntry: condition("FAIL", "Commands", {}) })]);
    expect(await run.end()).toBe("Failed");
    expect(await run.summary()).toContain("cannot check a rule Commands");
  });
});

onLocalAws("a condition after the success of a stage", (newAccount) => {
  it("fails the stage when it is not met", async () => {
    const account = newAccount();
    const run = await firstRun(account, [deploy({ onSuccess: isProd("FAIL") }), after], stageVariable);
    expect(await run.end()).toBe("Failed");
    expect(await run.states()).toEqual(["Source/Image Succeeded", "Deploy/Deploy Succeeded"]);
  });

  it("rolls the stage back where its result is ROLLBACK", async () => {
    const account = newAccount();
    await createPipeline(account, [deploy({ onSuccess: isProd("ROLLBACK") })], stageVariable);
    const good = await account.run("pipeline", { STAGE: "prod" });
    expect(await good.end()).toBe("Succeeded");
    const bad = await account.run("pipeline");
    expect(await bad.end()).toBe("Failed");
    const rolledBack = (await account.executions("pipeline")).at(-1);
    expect(rolledBack).toMatchObject({
      trigger: { triggerType: "AutomatedRollback" },
      rollbackMetadata: { rollbackTargetPipelineExecutionId: good.pipelineExecutionId },
    });
    const run = account.attach("pipeline", rolledBack?.pipelineExecutionId ?? "");
    expect(await run.end()).toBe("Succeeded");
  });
});

onLocalAws("a rule of an alarm", (newAccount) => {
  it("waits for the alarm to leave its state as long as it may", async () => {
    const account = newAccount();
    const configuration = { AlarmName: "alarm", WaitTime: "5" };
    await setAlarm(account, "ALARM");
    const conditions = { beforeEntry: condition("FAIL", "CloudWatchAlarm", configuration) };
    const run = await firstRun(account, [deploy(conditions)]);
    await expect(run.rest(0.5)).rejects.toThrow("after 0.5 seconds");
    await setAlarm(account, "OK");
    await account.passTime({ minutes: 1 });
    expect(await run.end()).toBe("Succeeded");
  });

  it("fails where the alarm does not exist", async () => {
    const account = newAccount();
    const conditions = { beforeEntry: condition("FAIL", "CloudWatchAlarm", { AlarmName: "alarm" }) };
    const run = await firstRun(account, [deploy(conditions)]);
    expect(await run.end()).toBe("Failed");
    expect(await run.summary()).toContain("The alarm alarm does not exist");
  });
});

onLocalAws("a rule of a deployment window", (newAccount) => {
  it.each([
    ["holds at any time of every day", "* * * ? * *", "Succeeded"],
    ["does not hold in a year that is over", "* * * ? * * 1999", "Failed"],
    ["fails on an expression that it does not understand", "* * * L * ?", "Failed"],
  ])("%s", async (_what, Cron, status) => {
    const account = newAccount();
    const conditions = {
      beforeEntry: condition("FAIL", "DeploymentWindow", { Cron, TimeZone: "Asia/Tokyo" }),
    };
    const run = await firstRun(account, [deploy(conditions)]);
    expect(await run.end()).toBe(status);
  });
});
