import {
  EcsTaskDefinition,
  type EcsTaskDefinitionProxyConfiguration,
  type EcsTaskDefinitionVolume,
} from "@cdktf/provider-aws/lib/ecs-task-definition";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { warn } from "../findings/warnings";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { type Defined, defined } from "../terraform/defined";
import { setLifecycle } from "../terraform/lifecycle";
import { multiLine } from "../terraform/multi-line";
import {
  containersOf,
  type JsonObject,
  numberOf,
  objectOf,
  objectsOf,
  type TaskDefinitionDocument,
  textOf,
  textsOf,
} from "./task-definition-document";
import { isCarried } from "./terraform-keys";

export interface FirstTaskDefinitionProps extends LogicalIdProps {
  /** The family where the document says none. */
  readonly serviceName: string;
  /** With text escaped as Terraform needs it. */
  readonly taskDefinition: TaskDefinitionDocument;
  /** Images in place of those that the document names, by container name. */
  readonly images: Readonly<Record<string, string>>;
  readonly taskRoleArn: string | undefined;
  readonly executionRoleArn: string;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** The task definition that a service is made with. Releases register the later revisions, and Terraform leaves this one alone. */
export class FirstTaskDefinition extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: FirstTaskDefinitionProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    const resource = this.createTaskDefinition(props);
    setLifecycle(resource, { ignoreChanges: "all" });
    this.arn = resource.arn;
    if (!isCarried(props.taskDefinition)) warn(this, "firstTaskDefinition");
  }

  private createTaskDefinition(props: FirstTaskDefinitionProps): EcsTaskDefinition {
    const { taskDefinition: document, taskRoleArn, executionRoleArn } = props;
    const compatibilities = textsOf(document.requiresCompatibilities);
    return new EcsTaskDefinition(
      this,
      "task_definition",
      defined({
        family: textOf(document.family) ?? props.serviceName,
        // On several lines: the one form in which both of Terraform's languages take quotes beside references.
        containerDefinitions: multiLine(this, containerDefinitions(props)),
        cpu: sizeOf(document.cpu),
        memory: sizeOf(document.memory),
        networkMode: textOf(document.networkMode),
        pidMode: textOf(document.pidMode),
        ipcMode: textOf(document.ipcMode),
        requiresCompatibilities: compatibilities.length > 0 ? [...compatibilities] : ["FARGATE"],
        enableFaultInjection: document.enableFaultInjection === true || undefined,
        taskRoleArn,
        executionRoleArn,
        runtimePlatform: runtimePlatform(objectOf(document.runtimePlatform)),
        ephemeralStorage: ephemeralStorage(objectOf(document.ephemeralStorage)),
        proxyConfiguration: proxyConfiguration(objectOf(document.proxyConfiguration)),
        volume: volumes(document),
        tags: tags(document),
        dependsOn: [...props.dependsOn],
      }),
    );
  }
}

function containerDefinitions({ taskDefinition, images }: FirstTaskDefinitionProps): string {
  const containers = containersOf(taskDefinition).map((container) => {
    const image = images[textOf(container.name) ?? ""];
    return image === undefined ? container : { ...container, image };
  });
  return JSON.stringify(containers, null, 2);
}

const sizeOf = (value: unknown): string | undefined =>
  typeof value === "number" ? String(value) : textOf(value);

function runtimePlatform(platform: JsonObject) {
  const said = defined({
    cpuArchitecture: textOf(platform.cpuArchitecture),
    operatingSystemFamily: textOf(platform.operatingSystemFamily),
  });
  return Object.keys(said).length > 0 ? said : undefined;
}

function ephemeralStorage({ sizeInGiB }: JsonObject) {
  const sizeInGib = numberOf(sizeInGiB);
  return sizeInGib === undefined ? undefined : { sizeInGib };
}

function proxyConfiguration(proxy: JsonObject): Defined<EcsTaskDefinitionProxyConfiguration> | undefined {
  const containerName = textOf(proxy.containerName);
  if (containerName === undefined) return undefined;
  const properties = objectsOf(proxy.properties).map(({ name, value }) => [
    textOf(name) ?? "",
    textOf(value) ?? "",
  ]);
  return defined({ containerName, type: textOf(proxy.type), properties: Object.fromEntries(properties) });
}

function tags(document: TaskDefinitionDocument): { [key: string]: string } | undefined {
  const said = objectsOf(document.tags).map(({ key, value }) => [textOf(key) ?? "", textOf(value) ?? ""]);
  return said.length > 0 ? Object.fromEntries(said) : undefined;
}

function volumes(document: TaskDefinitionDocument): EcsTaskDefinitionVolume[] | undefined {
  const said = objectsOf(document.volumes);
  return said.length > 0 ? said.map(volume) : undefined;
}

function volume(said: JsonObject): EcsTaskDefinitionVolume {
  return defined({
    name: textOf(said.name) ?? "",
    configureAtLaunch: said.configuredAtLaunch === true || undefined,
    efsVolumeConfiguration: efs(objectOf(said.efsVolumeConfiguration)),
  });
}

function efs(said: JsonObject) {
  const fileSystemId = textOf(said.fileSystemId);
  if (fileSystemId === undefined) return undefined;
  const authorization = objectOf(said.authorizationConfig);
  const access = defined({
    accessPointId: textOf(authorization.accessPointId),
    iam: textOf(authorization.iam),
  });
  return defined({
    fileSystemId,
    rootDirectory: textOf(said.rootDirectory),
    transitEncryption: textOf(said.transitEncryption),
    transitEncryptionPort: numberOf(said.transitEncryptionPort),
    authorizationConfig: Object.keys(access).length > 0 ? access : undefined,
  });
}
