import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { App, type ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { nameRules } from "../modules/aws/name-rules";
import type { IImageRepository } from "../modules/ecr/existing-image-repository";
import type { BaseTaskDefinition } from "../modules/ecs/base-task-definition";
import { check } from "../modules/findings/check";
import { latestOnce } from "../modules/findings/github-actions-errors";
import { withoutEffect } from "../modules/findings/option-errors";
import { emptyText, invalidName } from "../modules/findings/value-errors";
import { warn } from "../modules/findings/warnings";
import { workflowErrors } from "../modules/findings/workflow-errors";
import { DeployVariables } from "../modules/github/deploy-variables";
import { providerUrlOf } from "../modules/github/github-url";
import { deployPermissions } from "../modules/github/workflow/deploy-permissions";
import { variablePrefix } from "../modules/github/workflow/variable-names";
import {
  type DeployWorkflowProps,
  deployWorkflow,
  sessionDurationInSeconds,
  workflowFileName,
} from "../modules/github/workflow/workflow";
import { WorkflowFile } from "../modules/github/workflow-file";
import { defined } from "../modules/terraform/defined";
import { unescapedData } from "../modules/terraform/literal";
import type { GithubActionsToEcsSettings } from "../settings/schema/github-actions-to-ecs";
import type { DeployActionSettings } from "../settings/schema/stages";
import { baseTaskDefinition } from "./actions/base";
import { type ActionsIdentity, actionsIdentity, audienceOf } from "./actions/identity";
import { repositoryFindings } from "./actions/repository-findings";
import { type RepositoryClaims, sharedRepositoryFindings } from "./actions/shared-repository";
import { type Defaults, defaultImageTag } from "./defaults";
import { EncryptedStack } from "./encrypted-stack";
import type { ProjectStackProps, SummaryLine } from "./project-stack";
import { MadeServices } from "./service/made-services";

/** The workflow file of an entry. */
export interface Workflow {
  /** Where it belongs in its repository. */
  readonly fileName: string;
  readonly text: string;
}

/** System 4b: GitHub Actions → ECS. A workflow builds the image and deploys it; all that it needs at AWS and in the repository is made here. */
export class GithubActionsToEcs extends EncryptedStack {
  readonly workflow: Workflow;
  private readonly settings: GithubActionsToEcsSettings;
  private readonly identity: ActionsIdentity;

  constructor(scope: Construct, props: ProjectStackProps<GithubActionsToEcsSettings>) {
    super(scope, props);
    this.settings = props.settings;
    const defaults = this.defaults(this.settings);
    this.configureGithub();

    const imageRepository = this.imageRepository(this.settings.imageRepository, defaults);
    if (imageRepository.tagMutability === "MUTABLE") warn(imageRepository, "mutableTag");
    const services = this.makeServices(imageRepository, defaults);
    const base = baseTaskDefinition(this, {
      settings: this.settings,
      roles: services.rolesOf(this.deploy),
      kmsKeyArn: defaults.kmsKeyArn,
    });
    this.workflow = this.writeWorkflow(this.workflowProps());
    this.identity = this.createIdentity(defaults);
    this.identity.allow(...deployPermissions(this, { ...this.settings.service, imageRepository, base }));
    this.placeWorkflow(this.createVariables(imageRepository, base, defaults));
    check(this, () => [...this.findings(), ...this.repositoryFindings(imageRepository)]);
    this.outputPlaces(imageRepository);
  }

  override summary(): readonly SummaryLine[] {
    const { github, service } = this.settings;
    const { owner, repository, branch } = github;
    return [
      { label: "workflow", text: `${this.workflow.fileName} of ${owner}/${repository}@${branch}` },
      { label: "works as", text: this.identity.description },
      { label: "deploys", text: `${service.clusterName}/${service.serviceName} on ECS` },
    ];
  }

  private get options() {
    return this.settings.workflow ?? {};
  }

  /** The deploy of the workflow, as a release path would say it. */
  private get deploy(): DeployActionSettings {
    const { clusterName, serviceName, containerName, create } = this.settings.service;
    return { type: "deploy", service: defined({ clusterName, serviceName, containerName, create }) };
  }

  private configureGithub(): void {
    const { owner, githubUrl } = this.settings.github;
    const baseUrl = githubUrl && URL.canParse(githubUrl) ? providerUrlOf(githubUrl) : undefined;
    new GithubProvider(this, "github", defined({ owner, baseUrl }));
    this.requireProvider("github", ">= 6.0.0, < 7.0.0");
  }

  private makeServices(repository: IImageRepository, defaults: Defaults): MadeServices {
    return new MadeServices(this, "services", {
      settings: { service: this.deploy.service },
      defaults,
      region: this.region,
      repository,
      imageTag: defaultImageTag,
    });
  }

  private get prefix(): string {
    const { stack, name = stack } = this.settings;
    return this.options.variablePrefix ?? variablePrefix(name);
  }

  private workflowProps(): DeployWorkflowProps {
    const { github, identity = { type: "oidc" }, stack } = this.settings;
    const { placedBy: _, commitMessage: __, ...options } = this.options;
    const props = {
      fileName: workflowFileName(stack),
      ...options,
      stack,
      variablePrefix: this.prefix,
      branch: github.branch,
      environment: github.environment,
      identity: identity.type,
      audience: audienceOf(this.settings, this.region),
    };
    // A file of GitHub's, which is no text of Terraform's.
    return defined(unescapedData(props));
  }

  private writeWorkflow(props: DeployWorkflowProps): Workflow {
    // Checked where settings have them.
    const { environment: _, audience: __, ...options } = props;
    check(this, () => workflowErrors("workflow", options));
    return { fileName: props.fileName, text: deployWorkflow(props) };
  }

  private createIdentity({ name }: Defaults): ActionsIdentity {
    return actionsIdentity(this, {
      settings: this.settings,
      name,
      region: this.region,
      sessionDuration: sessionDurationInSeconds(this.options),
    });
  }

  private createVariables(
    imageRepository: IImageRepository,
    { bucket, objectKey }: BaseTaskDefinition,
    defaults: Defaults,
  ): readonly ITerraformDependable[] {
    const { github, service } = this.settings;
    return new DeployVariables(
      this,
      "variables",
      defined({
        logicalId: defaults.logicalId,
        repository: github.repository,
        variablePrefix: this.prefix,
        variables: {
          region: this.region,
          roleArn: this.identity.roleArn,
          ecrRepository: imageRepository.repositoryName,
          cluster: service.clusterName,
          service: service.serviceName,
          container: service.containerName,
          taskDefinitionBucket: bucket.bucketName,
          taskDefinitionKey: objectKey,
        },
        secrets: this.identity.accessKey,
      }),
    ).made;
  }

  private placeWorkflow(dependsOn: readonly ITerraformDependable[]): void {
    const { github, stack } = this.settings;
    const { placedBy, commitMessage = `Deploy to ECS by ${stack}` } = this.options;
    if (placedBy !== "terraform") return;
    const { repository, branch } = github;
    const file = new WorkflowFile(this, "workflow", {
      ...this.workflow,
      repository,
      branch,
      commitMessage,
      dependsOn: [...dependsOn, ...this.identity.permissions],
    });
    warn(file, "committedWorkflow");
  }

  private outputPlaces(imageRepository: IImageRepository): void {
    this.output("repository_url", imageRepository.repositoryUrl, "Where the workflow pushes its images");
    this.output("workflow_file", this.workflow.fileName, "Where the workflow belongs in its repository");
    const { roleArn } = this.identity;
    if (roleArn !== undefined) this.output("role_arn", roleArn, "The role that the workflow works as");
  }

  /** What the repositories would refuse: that of images, and that of GitHub, which other entries may share. */
  private repositoryFindings(imageRepository: IImageRepository) {
    const isImmutable = imageRepository.tagMutability === "IMMUTABLE";
    const others = App.of(this).node.children.filter((stack) => stack instanceof GithubActionsToEcs);
    return [
      ...(this.options.pushLatest && isImmutable ? latestOnce("workflow.pushLatest") : []),
      ...sharedRepositoryFindings(
        this.claims,
        others.slice(0, others.indexOf(this)).map(({ claims }) => claims),
      ),
    ];
  }

  /** What the entry has for itself in its repository. */
  private get claims(): RepositoryClaims {
    const { owner, repository } = this.settings.github;
    const { fileName } = this.workflow;
    return { stack: this.node.id, owner, repository, variablePrefix: this.prefix, fileName };
  }

  private findings() {
    const { github, service } = this.settings;
    return [
      ...repositoryFindings(github),
      ...invalidName("service.clusterName", service.clusterName, nameRules.ecsCluster),
      ...invalidName("service.serviceName", service.serviceName, nameRules.ecsService),
      ...invalidName("service.containerName", service.containerName, nameRules.container),
      ...this.commitMessageFindings(),
    ];
  }

  private commitMessageFindings() {
    const { placedBy, commitMessage } = this.options;
    if (commitMessage === undefined) return [];
    return [
      ...emptyText("workflow.commitMessage", commitMessage, "what a commit says"),
      ...withoutEffect("workflow.commitMessage", commitMessage, {
        holds: placedBy !== "terraform",
        said: "on a file that somebody commits by hand",
        allowed: 'no commitMessage, or placedBy: "terraform"',
      }),
    ];
  }
}
