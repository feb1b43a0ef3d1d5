import { randomUUID } from "node:crypto";
import { parseArn } from "../../arn";
import { type ActionContext, ActionFailure, type ActionResult } from "../actions/action-provider";
import type { ActionExecution } from "./action-execution";
import { minutesOf } from "./time-limit";

/** What a reviewer answers. */
export interface ApprovalResult {
  readonly status: "Approved" | "Rejected";
  readonly summary: string;
}

/** A question that waits for its answer. */
export interface OpenApproval {
  readonly token: string;
  readonly expires: number;
  answered: boolean;
  answer(result: ApprovalResult, by: string): void;
}

/** Asks for an approval, tells the topic of it as the action's role, and waits for PutApprovalResult. */
export async function manualApproval(
  context: ActionContext,
  execution: ActionExecution,
  asked: () => void,
): Promise<ActionResult> {
  const question = {
    token: randomUUID(),
    expires: context.scope.clock.now() + minutesOf(context.action) * 60_000,
  };
  await notify(context, question);
  context.signal.throwIfAborted();
  const { result, by } = await new Promise<{ result: ApprovalResult; by: string }>((resolve, reject) => {
    const approval: OpenApproval = {
      ...question,
      answered: false,
      answer(given, reviewer) {
        approval.answered = true;
        resolve({ result: given, by: reviewer });
      },
    };
    context.signal.addEventListener("abort", () => reject(context.signal.reason), { once: true });
    execution.approval = approval;
    asked();
  });
  execution.lastUpdatedBy = by;
  if (result.status === "Rejected") {
    throw new ActionFailure("JobFailed", result.summary === "" ? `Rejected by ${by}` : result.summary);
  }
  return { summary: result.summary === "" ? `Approved by ${by}` : result.summary };
}

async function notify(
  context: ActionContext,
  { token, expires }: Pick<OpenApproval, "token" | "expires">,
): Promise<void> {
  const { action, execution, stageName, scope, session } = context;
  const { NotificationArn, CustomData, ExternalEntityLink } = action.configuration;
  if (NotificationArn === undefined) return;
  const { region } = scope;
  const { pipelineName } = execution;
  const consoleLink = `https://console.aws.amazon.com/codepipeline/home?region=${region}#/view/${pipelineName}`;
  // CodePipeline user guide: JSON data format for manual approval notifications.
  const message = {
    region,
    consoleLink,
    approval: {
      pipelineName,
      stageName,
      actionName: action.name,
      token,
      expires: `${new Date(expires).toISOString().slice(0, 16)}Z`,
      externalEntityLink: ExternalEntityLink ?? null,
      approvalReviewLink: `${consoleLink}/${stageName}/${action.name}/approve/${token}`,
      customData: CustomData ?? null,
    },
  };
  await scope.as(session, parseArn(NotificationArn)?.region ?? region).query("sns", "Publish", {
    TopicArn: NotificationArn,
    Subject: `APPROVAL NEEDED: AWS CodePipeline ${pipelineName}`.slice(0, 100),
    Message: JSON.stringify(message),
  });
}
