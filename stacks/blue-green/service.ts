import { Construct } from "constructs";
import { roleArnOf } from "../../modules/aws/current";
import { FargateService } from "../../modules/ecs/fargate-service";
import { ServiceTaskRoles } from "../../modules/ecs/service-task-roles";
import { ExistingLoadBalancer } from "../../modules/elb/existing-load-balancer";
import type { ILoadBalancer } from "../../modules/elb/load-balancer-interface";
import { rolesOfTheService } from "../../modules/pipeline/deploys/ecs-deploy";
import { defined } from "../../modules/terraform/defined";
import type { BlueGreenServiceSettings } from "../../settings/schema/blue-green-service";
import { type Defaults, defaultImageTag } from "../defaults";
import type { TaskDefinitionFile } from "../service/task-definition-file";
import type { ReleaseImage } from "./release-images";

export interface ServiceProps {
  readonly settings: BlueGreenServiceSettings;
  readonly defaults: Defaults;
  readonly images: readonly ReleaseImage[];
  readonly file: TaskDefinitionFile | undefined;
}

/** The service that a release goes to, made here or existing: what the pipeline and CodeDeploy need to know of it. */
export class Service extends Construct {
  readonly loadBalancer: ILoadBalancer;
  /** The roles that a release's task definition names: the pipeline, the migration and CodeDeploy pass them on. */
  readonly taskRoleArns: readonly string[];
  /** The service, where it is made here. */
  readonly made: FargateService | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceProps,
  ) {
    super(scope, id);
    this.made = this.createService();
    this.loadBalancer = this.made?.loadBalancer ?? this.existingLoadBalancer();
    this.taskRoleArns = this.made?.taskRoles ?? this.existingRoles();
  }

  private createService(): FargateService | undefined {
    const { settings, defaults, file } = this.props;
    const { create, clusterName, serviceName, containerName, containerPort, loadBalancer } = settings;
    if (create === undefined || file?.text === undefined) return undefined;
    return new FargateService(
      this,
      "service",
      defined({
        logicalId: defaults.logicalId,
        kmsKeyArn: defaults.kmsKeyArn,
        platformVersion: settings.platformVersion,
        ...create,
        clusterName,
        serviceName,
        deploymentController: "CODE_DEPLOY" as const,
        taskDefinition: JSON.parse(file.text) as Readonly<Record<string, unknown>>,
        images: this.firstImages(),
        repositoryArns: this.props.images.map(({ repository }) => repository.repositoryArn),
        traffic: { ...loadBalancer, containerName, containerPort },
      }),
    );
  }

  // The first task definition names no digest: nothing is pushed yet when it is made.
  private firstImages(): Readonly<Record<string, string>> {
    const known = this.props.file?.facts?.containers.map(({ name }) => name) ?? [];
    return Object.fromEntries(
      this.props.images.flatMap(({ settings, repository }) => {
        const { containerName, otherContainerNames = [], imageTag = defaultImageTag } = settings;
        const image = `${repository.repositoryUrl}:${imageTag}`;
        // A container that there is not is a finding of the settings.
        const names = [containerName, ...otherContainerNames].filter((name) => known.includes(name));
        return names.map((name) => [name, image]);
      }),
    );
  }

  private existingLoadBalancer(): ILoadBalancer {
    const { settings, defaults } = this.props;
    return new ExistingLoadBalancer(this, "load_balancer", {
      logicalId: defaults.logicalId,
      ...settings.loadBalancer,
    });
  }

  // The release's task definition names the roles; where it is not here, the service's own one does.
  private existingRoles(): readonly string[] {
    const { settings, defaults, file } = this.props;
    const { clusterName, serviceName, taskRoles } = settings;
    if (typeof taskRoles === "object") return taskRoles.map((role) => roleArnOf(this, role));
    const { taskRoleArn, executionRoleArn } = file?.facts ?? {};
    const named = [executionRoleArn, taskRoleArn].filter((role) => role !== undefined);
    if (taskRoles !== rolesOfTheService && named.length > 0) {
      return [...new Set(named)].map((role) => roleArnOf(this, role));
    }
    const { logicalId } = defaults;
    return new ServiceTaskRoles(this, "task_roles", { clusterName, serviceName, logicalId }).arns;
  }
}
