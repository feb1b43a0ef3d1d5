import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { IImageRepository } from "../../modules/ecr/existing-image-repository";
import { FargateService } from "../../modules/ecs/fargate-service";
import type { TaskRoleArns } from "../../modules/ecs/task-definition/with-roles";
import { check } from "../../modules/findings/check";
import { uniqueScope } from "../../modules/pipeline/unique-scope";
import { defined } from "../../modules/terraform/defined";
import type { ReleasePathSettings } from "../../settings/schema/release-path";
import type { DeployActionSettings } from "../../settings/schema/stages";
import type { Defaults } from "../defaults";
import { madeServiceFindings, propertyIn, type ServiceOfFile } from "./made-service-findings";
import { identityOf, isHere, plannedServices } from "./planned-services";
import { taskDefinitionFile } from "./task-definition-file";
import { checkTaskDefinition } from "./task-definition-findings";

export interface MadeServicesProps {
  readonly settings: ReleasePathSettings;
  readonly defaults: Defaults;
  /** The Region of the stack. */
  readonly region: string;
  /** Where the image of the release comes from. */
  readonly repository: IImageRepository;
  /** The tag that a service starts with: nothing is pushed yet when it is made. */
  readonly imageTag: string;
}

/** The ECS services of a release path that are made with its pipeline. */
export class MadeServices extends Construct {
  private readonly made = new Map<string, FargateService>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: MadeServicesProps,
  ) {
    super(scope, id);
    const { settings, defaults, region } = props;
    const planned = plannedServices(settings, { region, logicalId: defaults.logicalId }).map((service) => ({
      service,
      file: taskDefinitionFile(service.create.taskDefinitionFile),
    }));
    for (const one of inOrder(planned)) this.createService(one);
    this.checkFiles(planned);
    check(this, () => madeServiceFindings(settings, region, planned));
  }

  /** What the pipeline comes after. */
  get services(): readonly ITerraformDependable[] {
    return [...this.made.values()].map(({ service }) => service);
  }

  /** ARNs of the roles that a deploy passes; undefined where its service is not made here. */
  taskRolesOf(deploy: DeployActionSettings): readonly string[] | undefined {
    return isHere(deploy, this.props.region)
      ? this.made.get(identityOf(deploy.service))?.taskRoles
      : undefined;
  }

  /** Both roles of a service, each by its use; undefined where it is not made here. */
  rolesOf(deploy: DeployActionSettings): TaskRoleArns | undefined {
    const made = this.made.get(identityOf(deploy.service));
    return isHere(deploy, this.props.region) ? made : undefined;
  }

  private createService({ service, file }: ServiceOfFile): void {
    const { settings, create, stageName } = service;
    if (file.text === undefined) return;
    const { taskDefinitionFile: _, traffic, ...options } = create;
    const { clusterName, serviceName, containerName } = settings;
    const made = new FargateService(
      uniqueScope(this, stageName),
      "service",
      defined({
        kmsKeyArn: this.props.defaults.kmsKeyArn,
        ...options,
        logicalId: service.logicalId,
        clusterName,
        serviceName,
        taskDefinition: JSON.parse(file.text) as Readonly<Record<string, unknown>>,
        images: this.firstImages({ service, file }),
        repositoryArns: [this.props.repository.repositoryArn],
        traffic: traffic && { ...traffic, containerName },
        dependsOn: this.inTheCluster(clusterName),
      }),
    );
    this.made.set(identityOf(settings), made);
  }

  private firstImages({ service, file }: ServiceOfFile): Readonly<Record<string, string>> {
    const { repository, imageTag } = this.props;
    const released = service.deploys.map(({ action }) => action.service.containerName);
    const containers = file.facts?.containers.map(({ name }) => name) ?? [];
    return Object.fromEntries(
      containers
        .filter((name) => released.includes(name))
        .map((name) => [name, `${repository.repositoryUrl}:${imageTag}`]),
    );
  }

  // One of them may make the cluster that the others take for existing.
  private inTheCluster(clusterName: string): readonly ITerraformDependable[] {
    return [...this.made.values()]
      .filter((made) => made.clusterName === clusterName)
      .map(({ service }) => service);
  }

  private checkFiles(planned: readonly ServiceOfFile[]): void {
    const propertyOf = propertyIn(this.props.settings);
    const paths = planned.map(({ file }) => file.path);
    // Several services may be made with one file.
    const first = planned.filter(({ file }, index) => paths.indexOf(file.path) === index);
    for (const { service, file } of first) {
      const property = propertyOf(service.stageName, "service.create.taskDefinitionFile");
      checkTaskDefinition(this, { property, file, hasMadeRoles: true });
    }
  }
}

/** Those that make their cluster first; of those whose elements would have one logical ID the first. */
function inOrder(planned: readonly ServiceOfFile[]): readonly ServiceOfFile[] {
  const ids = planned.map(({ service }) => service.logicalId);
  const apart = planned.filter(({ service }, index) => ids.indexOf(service.logicalId) === index);
  const makesCluster = ({ service }: ServiceOfFile) => service.create.existingCluster !== true;
  return [...apart.filter(makesCluster), ...apart.filter((one) => !makesCluster(one))];
}
