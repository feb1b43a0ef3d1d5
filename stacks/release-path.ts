import { Construct } from "constructs";
import { BuildProject } from "../modules/codebuild/build-project";
import type { IImageRepository } from "../modules/ecr/existing-image-repository";
import { check } from "../modules/findings/check";
import type { Action } from "../modules/pipeline/action";
import { ManualApproval } from "../modules/pipeline/approvals/manual-approval";
import type { Artifact } from "../modules/pipeline/artifact";
import { CodeBuildAction } from "../modules/pipeline/builds/code-build-action";
import type { CrossAccountRole } from "../modules/pipeline/cross-account-role";
import { EcsDeploy, givenRoles } from "../modules/pipeline/deploys/ecs-deploy";
import type { Pipeline } from "../modules/pipeline/pipeline";
import { defined } from "../modules/terraform/defined";
import type { DeployAccountSettings } from "../settings/schema/deploy-account";
import { actionsOf, type ReleasePathSettings, stagesOf } from "../settings/schema/release-path";
import type {
  ApproveActionSettings,
  DeployActionSettings,
  StageActionSettings,
  StageSettings,
  TestActionSettings,
} from "../settings/schema/stages";
import { imageDefinitionsFile } from "./image-definitions";
import type { Defaults } from "./pipeline-stack";
import { releasePathFindings } from "./release-path-findings";
import { stageOptions } from "./stage-options";

export interface ReleasePathProps {
  readonly settings: ReleasePathSettings;
  readonly defaults: Defaults;
  readonly pipeline: Pipeline;
  /** What tests start in. */
  readonly source: Artifact;
  /** The artifact that names the image for every deploy. */
  readonly image: Artifact;
  /** Where the image is pulled from. */
  readonly repository: IImageRepository;
  /** The role that the pipeline assumes in another account. */
  readonly roleIn: (account: DeployAccountSettings) => CrossAccountRole;
}

const separateWords = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replaceAll(/[^A-Za-z0-9]+/g, "-")
    .toLowerCase();

/** The stages that follow the image: deploys, tests and approvals, as settings order them. */
export class ReleasePath extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ReleasePathProps,
  ) {
    super(scope, id);
    const { settings, pipeline } = props;
    for (const stage of stagesOf(settings)) {
      const actions = actionsOf(stage).map((action) => this.action(stage, action));
      pipeline.stage({ stageName: stage.stageName, ...stageOptions(this, stage) }, ...actions);
    }
    check(scope, () => releasePathFindings(settings));
  }

  private action(stage: StageSettings, action: StageActionSettings): Action {
    switch (action.type) {
      case "deploy":
        return this.deploy(action);
      case "test":
        return this.test(stage, action);
      case "approve":
        return this.approve(action);
    }
  }

  private deploy({ type: _, service, account, ...action }: DeployActionSettings): Action {
    const { image, settings, repository, roleIn } = this.props;
    if (account) repository.letPull({ accountId: account.id, roles: givenRoles(service.taskRoles) });
    return new EcsDeploy({
      actionName: "Deploy",
      ...action,
      ...service,
      ...defined({
        crossAccountRole: account && roleIn(account),
        fileName: imageDefinitionsFile(settings, service.containerName),
      }),
      input: image,
    });
  }

  private test(stage: StageSettings, { type: _, ...test }: TestActionSettings): Action {
    const { source, image, defaults } = this.props;
    const { actionName = "Test", runOrder, timeoutInMinutes, ...build } = test;
    const own = separateWords(test.actionName ?? stage.stageName);
    const logicalId = own.replaceAll("-", "_");
    const project = new BuildProject(
      this,
      `test${this.node.children.length}`,
      defined({
        logicalId,
        roleLogicalId: logicalId,
        projectName: `${defaults.name}-${own}`,
        kmsKeyArn: defaults.kmsKeyArn,
        ...build,
      }),
    );
    return new CodeBuildAction({
      actionName,
      ...defined({ runOrder, timeoutInMinutes }),
      category: "Test",
      project,
      input: source,
      extraInputs: [image],
      outputs: [],
    });
  }

  private approve({ type: _, ...approval }: ApproveActionSettings): Action {
    return new ManualApproval({ actionName: "Approve", ...approval });
  }
}
