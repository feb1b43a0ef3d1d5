import { describe, expect, it } from "vitest";
import { ManualApproval } from "../../../modules/pipeline/approvals/manual-approval";
import { EcsDeploy } from "../../../modules/pipeline/deploys/ecs-deploy";
import type { Pipeline } from "../../../modules/pipeline/pipeline";
import { alarmRule } from "../../../modules/pipeline/rules/alarm-rule";
import { deploymentWindowRule } from "../../../modules/pipeline/rules/deployment-window-rule";
import { pipelineOverview } from "../../../report/pipeline-overview";
import { BareStack } from "../../support/bare-stack";
import {
  connectionSource,
  ecrSource,
  emptyPipeline,
  githubV1Source,
  pipelineFrom,
  reference,
} from "../../support/minimal-modules";
import { PlainAction } from "../../support/plain-action";
import { firstStage } from "../../support/plain-pipeline";

const place = { region: "eu-central-1", accountIds: ["111111111111"] };
const overview = (pipeline: Pipeline, where = place) => pipelineOverview(pipeline, where);
const actionsOf = (pipeline: Pipeline, where = place) =>
  overview(pipeline, where).stages.flatMap(({ steps }) => steps.flat());

const roleOf = (accountId: string) => `arn:aws:iam::${accountId}:role/deploy`;

function pipelineWith(action: PlainAction | EcsDeploy, stack = new BareStack()): Pipeline {
  return emptyPipeline(stack)
    .stage(...firstStage)
    .stage("Last", action);
}

describe("the target of an action", () => {
  const stack = () => new BareStack();

  it.each([
    [
      "a GitHub source",
      () => githubV1Source(stack()),
      "example-organization/example-application@main on GitHub",
    ],
    ["a connection", () => connectionSource(), "example-organization/example-application@main on GitHub"],
    ["an image", () => ecrSource(stack(), { imageTag: "stable" }), "team/app:stable in ECR"],
  ])("of %s is what it reads", (_, source, target) => {
    expect(source().target).toBe(target);
  });

  it("of an approval is a person's", () => {
    expect(new ManualApproval({ actionName: "Approve" }).target).toBe("a person's approval");
  });

  it("is read where only Terraform knows a part of it", () => {
    const within = new BareStack();
    const [input] = firstStage[1].outputs;
    const deploy = new EcsDeploy({
      actionName: "Deploy",
      clusterName: reference(within, "cluster"),
      serviceName: "web",
      input: input as (typeof firstStage)[1]["output"],
    });
    expect(actionsOf(pipelineWith(deploy, within)).at(-1)?.target).toBe("var.cluster/web on ECS");
  });
});

describe("where an action works", () => {
  const elsewhere = (props: ConstructorParameters<typeof PlainAction>[0], where = place) =>
    actionsOf(pipelineWith(new PlainAction(props)), where).at(-1)?.elsewhere;

  it("is not said where it is the stack's own account and Region", () => {
    expect(elsewhere({})).toBeUndefined();
    expect(elsewhere({ region: "eu-central-1", roleArn: roleOf("111111111111") })).toBeUndefined();
  });

  it("is said where it is another", () => {
    expect(elsewhere({ region: "us-east-1" })).toBe("us-east-1");
    expect(elsewhere({ roleArn: roleOf("222222222222") })).toBe("account 222222222222");
    expect(elsewhere({ region: "us-east-1", roleArn: roleOf("222222222222") })).toBe(
      "account 222222222222, us-east-1",
    );
  });

  it("is said of any account where the stack's own is not known", () => {
    expect(elsewhere({ roleArn: roleOf("111111111111") }, { ...place, accountIds: [] })).toBe(
      "account 111111111111",
    );
  });
});

describe("a stage in a report", () => {
  it("groups its actions by what runs side by side, in their order", () => {
    const named = (actionName: string, runOrder?: number) =>
      new PlainAction(runOrder === undefined ? { actionName } : { actionName, runOrder });
    const pipeline = plainPipelineOf(named("C", 7), named("A"), named("B", 1));
    const [, stage] = overview(pipeline).stages;
    expect(stage?.steps.map((actions) => actions.map(({ actionName }) => actionName))).toEqual([
      ["A", "B"],
      ["C"],
    ]);
  });

  it("says its conditions", () => {
    const stack = new BareStack();
    const rules = [
      alarmRule(stack, { alarmName: "errors" }),
      deploymentWindowRule({ cron: "* * 9-16 ? * MON-FRI" }),
    ];
    const pipeline = emptyPipeline(stack)
      .stage(...firstStage)
      .stage(
        {
          stageName: "Last",
          beforeEntry: { result: "FAIL", rules },
          onSuccess: { result: "ROLLBACK", rules: rules.slice(0, 1) },
          onFailure: { result: "RETRY" },
        },
        new PlainAction(),
      );
    expect(overview(pipeline).stages.at(-1)?.conditions).toEqual([
      "before entry: alarm errors is not ALARM and the time fits * * 9-16 ? * MON-FRI (UTC), else FAIL",
      "on success: alarm errors is not ALARM, else ROLLBACK",
      "on failure: RETRY",
    ]);
    expect(overview(pipeline).stages[0]?.conditions).toEqual([]);
  });
});

it("a pipeline says what starts it, also where only Terraform knows a part of that", () => {
  const stack = new BareStack();
  const pipeline = pipelineFrom(stack, connectionSource({ branch: reference(stack, "branch") }));
  expect(overview(pipeline).startedBy).toEqual([
    "a push to example-organization/example-application@var.branch, by connection",
  ]);
});

function plainPipelineOf(...actions: readonly PlainAction[]): Pipeline {
  return emptyPipeline(new BareStack())
    .stage(...firstStage)
    .stage("Last", ...actions);
}
