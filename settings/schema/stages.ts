import { z } from "zod/mini";
import type { BuildProjectOptions } from "../../modules/codebuild/build-project";
import type { ManualApprovalOptions } from "../../modules/pipeline/approvals/manual-approval";
import { buildKeys } from "./build";
import { type DeployAccountSettings, deployAccountSchema } from "./deploy-account";
import { type ServiceSettings, serviceSchema } from "./service";
import { conditionKeys, type StageConditionSettings } from "./stage-conditions";
import { number, oneOf, optional, strict, string } from "./types";

/** What every action may say. */
export interface ActionSettings {
  /**
   * `deploy`: the image is deployed to an ECS service. `test`: a CodeBuild project says whether the release goes on.
   * `approve`: the release waits until a person approves or rejects. A stage can also be a `stage`: several of these. In
   * `ecr-push-blue-green`, in place of `deploy`: `migrate` runs the new image's migration, `blue-green` shifts the service.
   */
  readonly type: "deploy" | "test" | "approve" | "migrate" | "blue-green";
  /** 1 to 100 characters, unique in its stage. @default "Deploy", "Test" or "Approve", by its type */
  readonly actionName?: string;
  /** Actions of one stage with equal numbers run side by side, 1 to 999. @default 1 */
  readonly runOrder?: number;
}

/** Deploys the image to an ECS service. */
export interface DeployActionSettings extends ActionSettings {
  readonly type: "deploy";
  /** The ECS service that gets the image. */
  readonly service: ServiceSettings;
  /** The service's Region; a bucket for artifacts is made there. @default the stack's Region */
  readonly region?: string;
  /** The service's account; the role that the pipeline needs there is a stack of its own. @default the stack's account */
  readonly account?: DeployAccountSettings;
}

/**
 * Runs a CodeBuild project that says whether the release goes on. It starts in the source's files, and finds those of the
 * build in the folder that `CODEBUILD_SRC_DIR_Build` names.
 */
export interface TestActionSettings extends ActionSettings, BuildProjectOptions {
  readonly type: "test";
  /** Path of a build specification in the source, or its text. */
  readonly buildspec: string;
  /**
   * 2 to 150 characters, unique in the account and Region.
   * @default `<name>-<stageName>`, or `<name>-<actionName>` where that is given
   */
  readonly projectName?: string;
  /** ARN of a KMS key that encrypts what the test makes, and its logs. @default the entry's `kmsKey`, else keys of AWS's */
  readonly kmsKeyArn?: string;
  /**
   * Logical ID of the project's elements. Keep it once deployed.
   * @default made from `actionName`, or else from `stageName`
   */
  readonly logicalId?: string;
  /** Logical ID of the role's elements. Keep it once deployed. @default made from `actionName`, or else from `stageName` */
  readonly roleLogicalId?: string;
}

/** Waits until a person approves or rejects. */
export interface ApproveActionSettings extends ActionSettings, ManualApprovalOptions {
  readonly type: "approve";
}

/** One action of a stage that has several. */
export type StageActionSettings = DeployActionSettings | TestActionSettings | ApproveActionSettings;

/** What every stage says. */
export interface StageNameSettings extends StageConditionSettings {
  /** 1 to 100 characters, unique in the pipeline. */
  readonly stageName: string;
}

/** A stage with one deploy. */
export interface DeployStageSettings extends StageNameSettings, DeployActionSettings {}

/** A stage with one test. */
export interface TestStageSettings extends StageNameSettings, TestActionSettings {}

/** A stage with one approval. */
export interface ApproveStageSettings extends StageNameSettings, ApproveActionSettings {}

/** A stage with several actions. */
export interface SeveralActionsSettings extends StageNameSettings {
  /**
   * `stage`: several actions, each a `deploy`, a `test` or an `approve`; in `ecr-push-blue-green` a `migrate`, a `blue-green`, a
   * `test` or an `approve`. A stage with one action has that action's type.
   */
  readonly type: "stage";
  /** At least one. They run side by side, or in the order of their `runOrder`. */
  readonly actions: readonly StageActionSettings[];
}

/** A stage of the release path: what happens to the image. */
export type StageSettings =
  | DeployStageSettings
  | TestStageSettings
  | ApproveStageSettings
  | SeveralActionsSettings;

/** The keys of every action. */
export const actionKeys = {
  actionName: optional(string),
  runOrder: optional(number),
};

const deployKeys = {
  type: z.literal("deploy"),
  ...actionKeys,
  service: serviceSchema,
  region: optional(string),
  account: optional(deployAccountSchema),
};

/** The keys of a test. */
export const testKeys = { type: z.literal("test"), ...actionKeys, ...buildKeys, buildspec: string };

/** The keys of an approval. */
export const approveKeys = {
  type: z.literal("approve"),
  ...actionKeys,
  notificationArn: optional(string),
  externalEntityLink: optional(string),
  customData: optional(string),
  timeoutInMinutes: optional(number),
};

/** The keys of every stage. */
export const stageKeys = { stageName: string, ...conditionKeys };

const action = oneOf<StageActionSettings>("type", [
  strict<DeployActionSettings>()(deployKeys),
  strict<TestActionSettings>()(testKeys),
  strict<ApproveActionSettings>()(approveKeys),
]);

export const stagesSchema = z.readonly(
  z.array(
    oneOf<StageSettings>("type", [
      strict<DeployStageSettings>()({ ...stageKeys, ...deployKeys }),
      strict<TestStageSettings>()({ ...stageKeys, ...testKeys }),
      strict<ApproveStageSettings>()({ ...stageKeys, ...approveKeys }),
      strict<SeveralActionsSettings>()({
        ...stageKeys,
        type: z.literal("stage"),
        actions: z.readonly(z.array(action)),
      }),
    ]),
  ),
);
