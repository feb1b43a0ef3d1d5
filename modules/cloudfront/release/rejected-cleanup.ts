import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { arnRules } from "../../aws/arn-rules";
import type { BuildProject } from "../../codebuild/build-project";
import { EventRule } from "../../events/event-rule";
import type { InputTransformer } from "../../events/event-target";
import { BuildProjectTarget } from "../../events/targets/build-project-target";
import { check } from "../../findings/check";
import { invalidArn } from "../../findings/value-errors";
import type { RoleOptions } from "../../iam/role";
import { declaredLogicalId, setLogicalId } from "../../logical-ids/logical-id";
import { defined } from "../../terraform/defined";
import { cleanUp, cleanupMinutes } from "./cleanup-build";
import { type NamedReleaseBuildProps, type ReleaseBuildOptions, releaseBuild } from "./release-build";
import { changeProduction, pipelineActions } from "./release-permissions";
import type { ReleaseSurroundings } from "./release-surroundings";

/** What a user may choose about the clean-up of a release that was not approved. */
export interface RejectedCleanupOptions extends ReleaseBuildOptions {
  /** ARN of an SNS topic that hears what became of the review and of the clean-up. @default only the build's log says so */
  readonly notificationArn?: string;
  /** 1 to 64 characters, unique on the event bus. @default the project's name */
  readonly ruleName?: string;
  /** ID of the rule's target, 1 to 64 characters. @default the rule's name */
  readonly targetId?: string;
  /** The role with which EventBridge starts the project. @default role `<rule>-execute` with an inline policy */
  readonly ruleRole?: RoleOptions;
}

export interface RejectedCleanupProps extends RejectedCleanupOptions, NamedReleaseBuildProps {
  /** The approval whose end it hears of. */
  readonly approval: { readonly stageName: string; readonly actionName: string };
  readonly surroundings: ReleaseSurroundings;
}

// EventBridge: Amazon EventBridge input transformation. CodeBuild API: StartBuild.
const tellWhich: InputTransformer = {
  inputPaths: { release: "$.detail.execution-id", action: "$.detail.action-execution-id" },
  inputTemplate: JSON.stringify({
    environmentVariablesOverride: [
      { name: "RELEASE", type: "PLAINTEXT", value: "<release>" },
      { name: "ACTION_EXECUTION_ID", type: "PLAINTEXT", value: "<action>" },
    ],
  }),
};

/** Takes the staging distribution of a release away that somebody rejected, or that nobody answered for: that ends in FAILED too. */
export class RejectedCleanup extends Construct {
  readonly project: BuildProject;
  /** What a rejection would be lost without. */
  readonly targets: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: RejectedCleanupProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.project = this.createProject(props);
    this.targets = this.createRule(props).targets;
    check(this, () => invalidArn("notificationArn", props.notificationArn, arnRules.topic));
  }

  private createProject(props: RejectedCleanupProps): BuildProject {
    const { notificationArn, ruleName: _, targetId: __, ruleRole: ___, ...rest } = props;
    const { approval, surroundings, ...build } = rest;
    const project = releaseBuild(this, "project", surroundings, {
      buildTimeout: cleanupMinutes,
      ...build,
      logicalId: declaredLogicalId(this) ?? this.node.id,
      sourceType: "NO_SOURCE",
      buildspec: "cloudfront-rejected.yml",
      variables: defined({
        PIPELINE_NAME: surroundings.pipelineName,
        APPROVE_STAGE: approval.stageName,
        APPROVE_ACTION: approval.actionName,
        TOPIC_ARN: notificationArn,
      }) as Readonly<Record<string, string>>,
    });
    project.role.allow(
      ...cleanUp(surroundings),
      // A policy that Terraform keeps is detached by this build, on request; where scripts make it, every clean-up detaches it.
      ...(surroundings.distribution.kept
        ? changeProduction(surroundings.distribution, "cloudfront:UpdateDistribution")
        : []),
      pipelineActions(
        surroundings,
        "codepipeline:GetPipelineExecution",
        "codepipeline:GetPipelineState",
        "codepipeline:ListActionExecutions",
      ),
      ...(notificationArn ? [{ actions: ["sns:Publish"], resources: [notificationArn] }] : []),
    );
    return project;
  }

  private createRule({ approval, surroundings, ...props }: RejectedCleanupProps): EventRule {
    const { projectName, ruleName = projectName, targetId, ruleRole } = props;
    const logicalId = declaredLogicalId(this) ?? this.node.id;
    return new EventRule(this, "rule", {
      logicalId,
      ruleName,
      description: `Takes the staging distribution away when ${approval.actionName} of ${surroundings.pipelineName} is rejected or expires`,
      eventPattern: {
        source: ["aws.codepipeline"],
        "detail-type": ["CodePipeline Action Execution State Change"],
        detail: {
          pipeline: [surroundings.pipelineName],
          stage: [approval.stageName],
          action: [approval.actionName],
          state: ["FAILED"],
        },
      },
    }).addTarget(
      new BuildProjectTarget(
        defined({
          project: this.project,
          inputTransformer: tellWhich,
          targetId,
          role: ruleRole,
          roleLogicalId: `${logicalId}_execute`,
        }),
      ),
    );
  }
}
