/** What a key of a task definition holds: a list is written with its element, an object with its keys; `!` marks the required ones. */
export type KnownType = "string" | "integer" | "boolean" | "texts" | readonly [KnownType] | KnownKeys;

export interface KnownKeys {
  readonly [key: string]: KnownType;
}

const pair: KnownKeys = { name: "string", value: "string" };
const secrets = [{ "name!": "string", "valueFrom!": "string" }] as const;

const container: KnownKeys = {
  name: "string",
  image: "string",
  repositoryCredentials: { "credentialsParameter!": "string" },
  cpu: "integer",
  memory: "integer",
  memoryReservation: "integer",
  links: ["string"],
  portMappings: [
    {
      containerPort: "integer",
      hostPort: "integer",
      protocol: "string",
      name: "string",
      appProtocol: "string",
      containerPortRange: "string",
    },
  ],
  essential: "boolean",
  restartPolicy: { "enabled!": "boolean", ignoredExitCodes: ["integer"], restartAttemptPeriod: "integer" },
  entryPoint: ["string"],
  command: ["string"],
  environment: [pair],
  environmentFiles: [{ "value!": "string", "type!": "string" }],
  mountPoints: [{ sourceVolume: "string", containerPath: "string", readOnly: "boolean" }],
  volumesFrom: [{ sourceContainer: "string", readOnly: "boolean" }],
  linuxParameters: {
    capabilities: { add: ["string"], drop: ["string"] },
    devices: [{ "hostPath!": "string", containerPath: "string", permissions: ["string"] }],
    initProcessEnabled: "boolean",
    sharedMemorySize: "integer",
    tmpfs: [{ "containerPath!": "string", "size!": "integer", mountOptions: ["string"] }],
    maxSwap: "integer",
    swappiness: "integer",
  },
  secrets,
  dependsOn: [{ "containerName!": "string", "condition!": "string" }],
  startTimeout: "integer",
  stopTimeout: "integer",
  versionConsistency: "string",
  hostname: "string",
  user: "string",
  workingDirectory: "string",
  disableNetworking: "boolean",
  privileged: "boolean",
  readonlyRootFilesystem: "boolean",
  dnsServers: ["string"],
  dnsSearchDomains: ["string"],
  extraHosts: [{ "hostname!": "string", "ipAddress!": "string" }],
  dockerSecurityOptions: ["string"],
  interactive: "boolean",
  pseudoTerminal: "boolean",
  dockerLabels: "texts",
  ulimits: [{ "name!": "string", "softLimit!": "integer", "hardLimit!": "integer" }],
  logConfiguration: { "logDriver!": "string", options: "texts", secretOptions: secrets },
  healthCheck: {
    "command!": ["string"],
    interval: "integer",
    timeout: "integer",
    retries: "integer",
    startPeriod: "integer",
  },
  systemControls: [{ namespace: "string", value: "string" }],
  resourceRequirements: [{ "value!": "string", "type!": "string" }],
  firelensConfiguration: { "type!": "string", options: "texts" },
  credentialSpecs: ["string"],
};

const volume: KnownKeys = {
  name: "string",
  host: { sourcePath: "string" },
  dockerVolumeConfiguration: {
    scope: "string",
    autoprovision: "boolean",
    driver: "string",
    driverOpts: "texts",
    labels: "texts",
  },
  efsVolumeConfiguration: {
    "fileSystemId!": "string",
    rootDirectory: "string",
    transitEncryption: "string",
    transitEncryptionPort: "integer",
    authorizationConfig: { accessPointId: "string", iam: "string" },
  },
  s3filesVolumeConfiguration: {
    "fileSystemArn!": "string",
    rootDirectory: "string",
    transitEncryptionPort: "integer",
    accessPointArn: "string",
  },
  fsxWindowsFileServerVolumeConfiguration: {
    "fileSystemId!": "string",
    "rootDirectory!": "string",
    "authorizationConfig!": { "credentialsParameter!": "string", "domain!": "string" },
  },
  configuredAtLaunch: "boolean",
};

/** The keys of RegisterTaskDefinition, as AWS's own clients check them before they ask AWS. */
export const knownKeys: KnownKeys = {
  "family!": "string",
  taskRoleArn: "string",
  executionRoleArn: "string",
  networkMode: "string",
  "containerDefinitions!": [container],
  volumes: [volume],
  placementConstraints: [{ type: "string", expression: "string" }],
  requiresCompatibilities: ["string"],
  cpu: "string",
  memory: "string",
  tags: [{ key: "string", value: "string" }],
  pidMode: "string",
  ipcMode: "string",
  proxyConfiguration: { type: "string", "containerName!": "string", properties: [pair] },
  inferenceAccelerators: [{ "deviceName!": "string", "deviceType!": "string" }],
  ephemeralStorage: { "sizeInGiB!": "integer" },
  runtimePlatform: { cpuArchitecture: "string", operatingSystemFamily: "string" },
  enableFaultInjection: "boolean",
};
