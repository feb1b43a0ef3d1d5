import { Construct } from "constructs";
import { BuildProject } from "../../modules/codebuild/build-project";
import type { IImageRepository } from "../../modules/ecr/existing-image-repository";
import { check } from "../../modules/findings/check";
import type { Action } from "../../modules/pipeline/action";
import { ManualApproval } from "../../modules/pipeline/approvals/manual-approval";
import type { Artifact } from "../../modules/pipeline/artifact";
import { CodeBuildAction } from "../../modules/pipeline/builds/code-build-action";
import type { CrossAccountRole } from "../../modules/pipeline/cross-account-role";
import { EcsDeploy, givenRoles } from "../../modules/pipeline/deploys/ecs-deploy";
import type { Pipeline } from "../../modules/pipeline/pipeline";
import { uniqueScope } from "../../modules/pipeline/unique-scope";
import { defined } from "../../modules/terraform/defined";
import type { DeployAccountSettings } from "../../settings/schema/deploy-account";
import { actionsOf, type ReleasePathSettings, stagesOf } from "../../settings/schema/release-path";
import type {
  ApproveActionSettings,
  DeployActionSettings,
  StageActionSettings,
  TestActionSettings,
} from "../../settings/schema/stages";
import type { Defaults } from "../defaults";
import { imageDefinitionsFile } from "./image-definitions";
import { releasePathFindings } from "./release-path-findings";
import { stageOptions } from "./stage-options";
import { defaultTestName, type TestNames, testNames } from "./test-names";

export interface ReleasePathProps {
  readonly settings: ReleasePathSettings;
  readonly defaults: Defaults;
  readonly pipeline: Pipeline;
  /** The Region of the stack. */
  readonly region: string;
  /** What tests start in. */
  readonly source: Artifact;
  /** Whether that holds files that a path of a build specification can name. */
  readonly hasSourceFiles: boolean;
  /** The artifact that names the image for every deploy. */
  readonly image: Artifact;
  /** Where the image is pulled from. */
  readonly repository: IImageRepository;
  /** The role that the pipeline assumes in another account. */
  readonly roleIn: (account: DeployAccountSettings) => CrossAccountRole;
}

/** The stages that follow the image: deploys, tests and approvals, as settings order them. */
export class ReleasePath extends Construct {
  private readonly tests = new Map<string, number>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ReleasePathProps,
  ) {
    super(scope, id);
    const { settings, pipeline } = props;
    for (const stage of stagesOf(settings)) {
      const actions = actionsOf(stage).map((action) => this.action(stage.stageName, action));
      pipeline.stage({ stageName: stage.stageName, ...stageOptions(this, stage) }, ...actions);
    }
    check(scope, () => releasePathFindings(settings, props));
  }

  private action(stageName: string, action: StageActionSettings): Action {
    switch (action.type) {
      case "deploy":
        return this.deploy(action);
      case "test":
        return this.test(stageName, action);
      case "approve":
        return this.approve(action);
    }
  }

  private deploy({ type: _, service, account, region, ...action }: DeployActionSettings): Action {
    const { image, settings, repository, roleIn } = this.props;
    // Tasks without a role of their own are pulled for by their instance's, which no setting names.
    const roles = givenRoles(service.taskRoles);
    if (account) repository.letPull({ accountId: account.id, roles: roles?.length ? roles : undefined });
    return new EcsDeploy({
      actionName: "Deploy",
      ...action,
      ...service,
      ...defined({
        region: region === this.props.region ? undefined : region,
        crossAccountRole: account && roleIn(account),
        fileName: imageDefinitionsFile(settings, service.containerName),
      }),
      input: image,
    });
  }

  private test(stageName: string, { type: _, ...test }: TestActionSettings): Action {
    const { source, image, defaults } = this.props;
    const { actionName = defaultTestName, runOrder, ...build } = test;
    const { logicalId, projectName } = this.freeNames(testNames(stageName, test));
    const project = new BuildProject(
      uniqueScope(this, stageName),
      actionName,
      defined({
        logicalId,
        roleLogicalId: logicalId,
        projectName: `${defaults.name}-${projectName}`,
        kmsKeyArn: defaults.kmsKeyArn,
        ...build,
      }),
    );
    return new CodeBuildAction({
      actionName,
      ...defined({ runOrder }),
      category: "Test",
      project,
      input: source,
      extraInputs: [image],
      outputs: [],
    });
  }

  // Two tests of one name are a finding of the settings; what would follow from them is not.
  private freeNames({ logicalId, projectName }: TestNames): TestNames {
    const times = (this.tests.get(projectName) ?? 0) + 1;
    this.tests.set(projectName, times);
    return times === 1
      ? { logicalId, projectName }
      : { logicalId: `${logicalId}_${times}`, projectName: `${projectName}-${times}` };
  }

  private approve({ type: _, ...approval }: ApproveActionSettings): Action {
    return new ManualApproval({ actionName: "Approve", ...approval });
  }
}
