import { z } from "zod";
import type { AwsCall } from "./aws-call";
import { eachNeeds, needs } from "./needs";
import { passesRole } from "./pass-role";
import type { PermissionsOf, ServiceRequests } from "./permission";

const declaration = z.looseObject({ name: z.string().default(""), roleArn: z.string().default("") });

const pipeline =
  (field: "name" | "pipelineName") =>
  (call: AwsCall): string =>
    call.arn("codepipeline", call.text(field));
const stage = (call: AwsCall) =>
  call.arn("codepipeline", `${call.text("pipelineName")}/${call.text("stageName")}`);
const action = (call: AwsCall) => `${stage(call)}/${call.text("actionName")}`;

/** What the operations of CodePipeline need. */
export const codepipeline: ServiceRequests = {
  operations: {
    ...eachNeeds(
      "codepipeline",
      ["DeletePipeline", "GetPipeline", "GetPipelineState", "StartPipelineExecution"],
      pipeline("name"),
    ),
    ...eachNeeds(
      "codepipeline",
      [
        "GetPipelineExecution",
        "ListActionExecutions",
        "ListPipelineExecutions",
        "ListRuleExecutions",
        "StopPipelineExecution",
      ],
      pipeline("pipelineName"),
    ),
    ...eachNeeds(
      "codepipeline",
      [
        "DisableStageTransition",
        "EnableStageTransition",
        "OverrideStageCondition",
        "RetryStageExecution",
        "RollbackStage",
      ],
      stage,
    ),
    PutApprovalResult: needs("codepipeline:PutApprovalResult", action),
    ...eachNeeds(
      "codepipeline",
      ["GetJobDetails", "ListPipelines", "PutJobFailureResult", "PutJobSuccessResult"],
      () => "*",
    ),
    CreatePipeline: writesPipeline("CreatePipeline"),
    UpdatePipeline: writesPipeline("UpdatePipeline"),
  },
};

function writesPipeline(operation: string): PermissionsOf {
  return (call) => {
    const { name, roleArn } = declaration.parse(call.input.pipeline ?? {});
    return [
      {
        action: `codepipeline:${operation}`,
        resource: call.arn("codepipeline", name),
        ...(operation === "CreatePipeline" ? { context: call.tagContext("tags") } : {}),
      },
      passesRole(roleArn, "codepipeline.amazonaws.com"),
    ];
  };
}
