import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { cleanupBuild } from "../../modules/cloudfront/release/cleanup-build";
import { promoteBuild } from "../../modules/cloudfront/release/promote-build";
import { RejectedCleanup } from "../../modules/cloudfront/release/rejected-cleanup";
import type { ReleaseSurroundings } from "../../modules/cloudfront/release/release-surroundings";
import { stagingBuild } from "../../modules/cloudfront/release/staging-build";
import { howToSee } from "../../modules/cloudfront/traffic";
import type { BuildProject } from "../../modules/codebuild/build-project";
import type { EnvironmentVariables } from "../../modules/codebuild/environment-variable";
import { ManualApproval } from "../../modules/pipeline/approvals/manual-approval";
import type { Artifact } from "../../modules/pipeline/artifact";
import { CodeBuildAction } from "../../modules/pipeline/builds/code-build-action";
import type { Pipeline } from "../../modules/pipeline/pipeline";
import { defined } from "../../modules/terraform/defined";
import type { CloudfrontContinuousDeploymentSettings } from "../../settings/schema/cloudfront-continuous-deployment";
import type { ReleaseBuildSettings } from "../../settings/schema/site-release";
import type { Defaults } from "../defaults";

export interface SiteReleaseProps {
  readonly settings: CloudfrontContinuousDeploymentSettings;
  readonly defaults: Defaults;
  readonly surroundings: ReleaseSurroundings;
  /** The file that a release is not complete without. */
  readonly defaultRootObject: string;
}

// What tells releases apart (CodePipeline: Variables reference).
const RELEASE = "#{codepipeline.PipelineExecutionId}";

const approval = { stageName: "Approve", actionName: "Approve" };

/** What follows the build of a site: staging, approval, promotion, clean-up; and the clean-up of what was not approved. */
export class SiteRelease extends Construct {
  private readonly rejected: RejectedCleanup | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SiteReleaseProps,
  ) {
    super(scope, id);
    this.rejected = this.cleanUpRejected();
  }

  /** What the pipeline comes after: it runs at once. */
  get dependencies(): readonly ITerraformDependable[] {
    return [...this.props.surroundings.parameters.parameters, ...(this.rejected?.targets ?? [])];
  }

  /** The project that a rejection starts. */
  get rejectedProjectName(): string | undefined {
    return this.rejected?.project.projectName;
  }

  /** Adds the stages that follow the build. */
  addTo(pipeline: Pipeline, built: Artifact): void {
    const action = (actionName: string, project: BuildProject, environmentVariables: EnvironmentVariables) =>
      new CodeBuildAction({ actionName, project, input: built, outputs: [], environmentVariables });
    const staging = action("Staging", this.staging(), { RELEASE });
    const PRODUCTION_FINGERPRINT = staging.exportedVariable("PRODUCTION_FINGERPRINT");
    pipeline
      .stage("Staging", staging)
      .stage(approval.stageName, this.approval())
      .stage("Promote", action("Promote", this.promote(), { RELEASE, PRODUCTION_FINGERPRINT }))
      .stage("Cleanup", action("Cleanup", this.cleanup(), { RELEASE }));
  }

  private staging(): BuildProject {
    const { settings, surroundings, defaultRootObject } = this.props;
    return stagingBuild(
      this,
      "staging",
      surroundings,
      defined({
        ...this.build("staging", settings.builds?.staging),
        defaultRootObject,
        reviewWaitMinutes: settings.reviewWaitMinutes ?? 60,
        rejectedProjectName: this.rejectedProjectName,
      }),
    );
  }

  private approval(): ManualApproval {
    const { distribution } = this.props.surroundings;
    const { url, traffic } = distribution;
    return new ManualApproval({
      actionName: approval.actionName,
      externalEntityLink: url,
      customData: `Release ${RELEASE}: ${howToSee(traffic, url)}. Approved, all viewers see it.`,
      ...this.props.settings.approval,
    });
  }

  private promote(): BuildProject {
    const { settings, surroundings } = this.props;
    return promoteBuild(this, "promote", surroundings, {
      ...this.build("promote", settings.builds?.promote),
      invalidationPaths: settings.invalidationPaths ?? ["/*"],
    });
  }

  private cleanup(): BuildProject {
    const { settings, surroundings } = this.props;
    return cleanupBuild(this, "cleanup", surroundings, this.build("cleanup", settings.builds?.cleanup));
  }

  private cleanUpRejected(): RejectedCleanup | undefined {
    const { settings, surroundings } = this.props;
    const { stagingDistributionCleanupEnabled = true, rejectedCleanup } = settings;
    if (!stagingDistributionCleanupEnabled) return undefined;
    return new RejectedCleanup(this, "rejected", {
      ...this.build("rejected", rejectedCleanup),
      approval,
      surroundings,
    });
  }

  private build<T extends ReleaseBuildSettings>(name: string, settings: T | undefined) {
    const { defaults } = this.props;
    return {
      ...defined({
        logicalId: name,
        projectName: `${defaults.name}-${name}`,
        kmsKeyArn: defaults.kmsKeyArn,
        roleLogicalId: name,
      }),
      ...settings,
    } as T & { readonly projectName: string };
  }
}
