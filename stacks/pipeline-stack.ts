import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { App, type ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { pipelineConsoleUrl } from "../modules/aws/console";
import { CommitStatus } from "../modules/commit-status/commit-status";
import type { IImageRepository } from "../modules/ecr/existing-image-repository";
import { check } from "../modules/findings/check";
import { noStatusToken } from "../modules/findings/commit-status-errors";
import type { Finding } from "../modules/findings/finding";
import { ownAccount, unknownAccount } from "../modules/findings/release-path-errors";
import { warn } from "../modules/findings/warnings";
import type { NotificationRule } from "../modules/notifications/notification-rule";
import type { Artifact } from "../modules/pipeline/artifact";
import type { CrossAccountRole } from "../modules/pipeline/cross-account-role";
import type { Pipeline } from "../modules/pipeline/pipeline";
import { defined } from "../modules/terraform/defined";
import type { CommitStatusSettings } from "../settings/schema/commit-status-options";
import type { EncryptedSettings } from "../settings/schema/common";
import type { DeployAccountSettings } from "../settings/schema/deploy-account";
import type { GithubSourceSettings } from "../settings/schema/github-source";
import type { NotificationSettings } from "../settings/schema/notifications";
import { type ReleasePathSettings, stagesOf } from "../settings/schema/release-path";
import type { StageActionSettings } from "../settings/schema/stages";
import { credentialFindings, credentialsOf } from "./credentials";
import type { Defaults } from "./defaults";
import { EncryptedStack } from "./encrypted-stack";
import { tokenOfSource } from "./github-source";
import { notifications } from "./notifications";
import type { ProjectStackProps, SummaryLine } from "./project-stack";
import { DeployAccount } from "./release/deploy-account";
import { deployStep } from "./release/deploy-step";
import { ReleasePath } from "./release/release-path";
import { releasePathFindings } from "./release/release-path-findings";
import { MadeServices, type MadeServicesProps } from "./service/made-services";

// Never written: that the account is not known is a finding.
const unknownAccountId = "000000000000";

/** What follows the image, and what it follows. */
interface ReleaseProps {
  readonly settings: ReleasePathSettings;
  readonly defaults: Defaults;
  /** What tests start in. */
  readonly source: Artifact;
  /** Whether that holds files that a path of a build specification can name. */
  readonly hasSourceFiles: boolean;
  /** The artifact that names the image for every deploy. */
  readonly image: Artifact;
  /** Where the image is pulled from. */
  readonly repository: IImageRepository;
  /** The services that are made with the pipeline. */
  readonly services: MadeServices;
}

/** A stack around one pipeline. */
export abstract class PipelineStack extends EncryptedStack {
  abstract readonly pipeline: Pipeline;
  private notificationRule: NotificationRule | undefined;
  private hasCommitStatus = false;
  private readonly accounts = new Map<string, DeployAccount>();

  constructor(
    scope: Construct,
    private readonly props: ProjectStackProps<EncryptedSettings>,
  ) {
    super(scope, props);
  }

  override get deployAccounts(): readonly DeployAccount[] {
    return [...this.accounts.values()];
  }

  override summary(): readonly SummaryLine[] {
    return [
      ...(this.notificationRule ? [{ label: "tells", text: this.notificationRule.description }] : []),
      ...(this.hasCommitStatus ? [{ label: "tells", text: "GitHub, by a status of each commit" }] : []),
    ];
  }

  /** Configures what the webhooks of a version 1 source are made with. */
  protected configureWebhookProviders(source: GithubSourceSettings): void {
    if (source.type !== "github-v1" || source.trigger === "none") return;
    new GithubProvider(this, "github", { owner: source.owner });
    new RandomProvider(this, "random");
    this.requireProvider("github", ">= 6.0.0, < 7.0.0");
    this.requireProvider("random", ">= 3.6.0, < 4.0.0");
  }

  /**
   * Lets commits have a status from the pipeline, where settings ask for it; comes before the pipeline, which runs at once.
   * Answers with what the pipeline comes after.
   */
  protected commitStatus(
    settings: true | CommitStatusSettings | undefined,
    pipelineName: string,
    { name, kmsKeyArn }: Defaults,
    source: GithubSourceSettings | undefined,
  ): readonly ITerraformDependable[] {
    if (settings === undefined) return [];
    const options = settings === true ? {} : settings;
    const token = options.token ?? tokenOfSource(source);
    if (token === undefined) {
      check(this, () => noStatusToken(settings === true ? "commitStatus" : "commitStatus.token", settings));
      return [];
    }
    const status = new CommitStatus(
      this,
      "commit_status",
      defined({
        functionName: `${name}-commit-status`,
        kmsKeyArn,
        ...options,
        token,
        pipelineNames: [pipelineName],
      }),
    );
    if (source === undefined) warn(status, "statusWithoutCommit");
    this.hasCommitStatus = true;
    return status.targets;
  }

  /** Tells whom the settings name of what happens to the pipeline. Comes after the pipeline. */
  protected notify(settings: NotificationSettings | undefined, { logicalId }: Defaults): void {
    if (settings === undefined) return;
    this.notificationRule = notifications(this, settings, { pipeline: this.pipeline, logicalId });
  }

  /** Makes the services of a release path that settings ask for. Comes before the pipeline, which runs at once. */
  protected makeServices(props: Omit<MadeServicesProps, "region">): MadeServices {
    return new MadeServices(this, "services", { ...props, region: this.region });
  }

  /** Adds the stages that follow the image, and the stacks that they need in other accounts. */
  protected release(props: ReleaseProps): void {
    const { settings, defaults, source, hasSourceFiles, image, repository, services } = props;
    const { pipeline, region } = this;
    const roleIn = (account: DeployAccountSettings) => this.roleIn(account);
    new ReleasePath<StageActionSettings>(this, "release", {
      stages: stagesOf(settings),
      steps: {
        deploy: (action) => deployStep({ settings, region, image, repository, services, roleIn }, action),
      },
      defaults,
      pipeline,
      source,
      built: image,
    });
    check(this, () => [
      ...releasePathFindings(settings, { region, hasSourceFiles }),
      ...this.accountFindings(),
    ]);
  }

  private accountFindings(): readonly Finding[] {
    const others = [...this.accounts.keys()];
    const { project, settings } = this.props;
    const credentials = credentialsOf(project, settings);
    // What contradicts itself does not tell where the pipeline stands.
    if (others.length === 0 || credentialFindings(credentials).length > 0) return [];
    if (this.accountId === undefined) return unknownAccount(credentials.allowedAccountIds, others);
    return others.includes(this.accountId) ? ownAccount(this.accountId) : [];
  }

  private roleIn(account: DeployAccountSettings): CrossAccountRole {
    const existing = this.accounts.get(account.id);
    if (existing) return existing.role;
    const { pipelineName, role } = this.pipeline;
    const accountId = this.accountId ?? unknownAccountId;
    const made = new DeployAccount(App.of(this), {
      ...this.props,
      account,
      pipelineName,
      pipelineRole: { accountId, roleName: role.roleName },
    });
    this.accounts.set(account.id, made);
    return made.role;
  }

  /** What a person looks for after an apply. */
  protected outputPipeline(): void {
    const url = pipelineConsoleUrl(this.region, this.pipeline.pipelineName);
    this.output("pipeline_name", this.pipeline.resource.name, "The pipeline, as the AWS CLI names it");
    this.output("pipeline_url", url, "The pipeline in the console");
  }
}
