import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";
import { type ComputePlatform, computePlatform } from "./applications";

const percentage = z.number().int().min(1).max(99);
const minutes = z.number().int().min(0);

/** A deployment configuration as CreateDeploymentConfig takes it. */
export const configInput = z.looseObject({
  deploymentConfigName: z.string().min(1).max(100),
  computePlatform: computePlatform.default("Server"),
  minimumHealthyHosts: z
    .object({ type: z.enum(["HOST_COUNT", "FLEET_PERCENT"]), value: z.number() })
    .optional(),
  trafficRoutingConfig: z
    .object({
      type: z.enum(["AllAtOnce", "TimeBasedCanary", "TimeBasedLinear"]),
      timeBasedCanary: z.object({ canaryPercentage: percentage, canaryInterval: minutes }).optional(),
      timeBasedLinear: z.object({ linearPercentage: percentage, linearInterval: minutes }).optional(),
    })
    .optional(),
});
type ConfigInput = z.output<typeof configInput>;

/** A deployment configuration as GetDeploymentConfig shows it. */
export type DeploymentConfig = ConfigInput & {
  readonly deploymentConfigId: string;
  readonly createTime: number;
};

const PREDEFINED_PREFIX = "CodeDeployDefault.";

/** The configuration of a group that names none. */
export const DEFAULT_CONFIG: Readonly<Record<ComputePlatform, string>> = {
  Server: `${PREDEFINED_PREFIX}OneAtATime`,
  Lambda: `${PREDEFINED_PREFIX}LambdaAllAtOnce`,
  ECS: `${PREDEFINED_PREFIX}ECSAllAtOnce`,
};

/** The configurations of an account and region, by name, those of AWS first. */
export const configsIn = new ScopedState(
  () => new Map(predefined().map((config) => [config.deploymentConfigName, config])),
);

/** The configuration, or CodeDeploy's error. */
export function configNamed(scope: Scope, name: string): DeploymentConfig {
  const config = configsIn.of(scope).get(name);
  if (config !== undefined) return config;
  throw new AwsError(
    "DeploymentConfigDoesNotExistException",
    `No Deployment Configuration found for name: ${name}`,
  );
}

/** Whether AWS itself puts the configuration into every account. */
export function isPredefined(name: string): boolean {
  return name.startsWith(PREDEFINED_PREFIX);
}

/** Makes a configuration of what CreateDeploymentConfig takes. */
export function newConfig(input: ConfigInput): DeploymentConfig {
  return { ...input, deploymentConfigId: randomUUID(), createTime: Date.now() / 1000 };
}

/** Refuses what CodeDeploy refuses: a reserved name, and settings that don't fit the platform or each other. */
export function checkConfig(config: ConfigInput): void {
  const {
    deploymentConfigName,
    computePlatform: platform,
    minimumHealthyHosts,
    trafficRoutingConfig,
  } = config;
  if (isPredefined(deploymentConfigName)) {
    throw new AwsError(
      "InvalidDeploymentConfigNameException",
      `The name ${deploymentConfigName} is reserved: ${PREDEFINED_PREFIX} starts the names of AWS's own configurations`,
    );
  }
  if (platform === "Server") {
    if (minimumHealthyHosts !== undefined) return;
    throw new AwsError(
      "InvalidMinimumHealthyHostValueException",
      "A configuration of the compute platform Server needs minimumHealthyHosts",
    );
  }
  if (trafficRoutingConfig === undefined || minimumHealthyHosts !== undefined) {
    throw invalidRouting(
      `A configuration of the compute platform ${platform} needs trafficRoutingConfig and takes no minimumHealthyHosts`,
    );
  }
  const { type, timeBasedCanary, timeBasedLinear } = trafficRoutingConfig;
  const fits =
    (type === "TimeBasedCanary") === (timeBasedCanary !== undefined) &&
    (type === "TimeBasedLinear") === (timeBasedLinear !== undefined);
  if (!fits) {
    throw invalidRouting(
      `The traffic routing type ${type} takes its own block: timeBasedCanary for TimeBasedCanary, ` +
        "timeBasedLinear for TimeBasedLinear, none for AllAtOnce",
    );
  }
}

function invalidRouting(message: string): AwsError {
  return new AwsError("InvalidTrafficRoutingConfigurationException", message);
}

function predefined(): DeploymentConfig[] {
  const serverHosts = { OneAtATime: 99, HalfAtATime: 50, AllAtOnce: 0 };
  const server = Object.entries(serverHosts).map(([name, value]) => ({
    deploymentConfigName: PREDEFINED_PREFIX + name,
    computePlatform: "Server" as const,
    minimumHealthyHosts: { type: "FLEET_PERCENT" as const, value },
  }));
  const shifting = [
    ...shiftingConfigs("ECS", [5, 15], [1, 3]),
    ...shiftingConfigs("Lambda", [5, 10, 15, 30], [1, 2, 3, 10]),
  ];
  return [...server, ...shifting].map(newConfig);
}

function shiftingConfigs(
  platform: "ECS" | "Lambda",
  canaryMinutes: readonly number[],
  linearMinutes: readonly number[],
): ConfigInput[] {
  const config = (name: string, trafficRoutingConfig: ConfigInput["trafficRoutingConfig"]): ConfigInput => ({
    deploymentConfigName: `${PREDEFINED_PREFIX}${platform}${name}`,
    computePlatform: platform,
    trafficRoutingConfig,
  });
  return [
    config("AllAtOnce", { type: "AllAtOnce" }),
    ...canaryMinutes.map((canaryInterval) =>
      config(`Canary10Percent${canaryInterval}Minutes`, {
        type: "TimeBasedCanary",
        timeBasedCanary: { canaryPercentage: 10, canaryInterval },
      }),
    ),
    ...linearMinutes.map((linearInterval) =>
      // AWS's own spelling: one minute is plural for ECS.
      config(
        `Linear10PercentEvery${linearInterval}Minute${linearInterval === 1 && platform === "Lambda" ? "" : "s"}`,
        {
          type: "TimeBasedLinear",
          timeBasedLinear: { linearPercentage: 10, linearInterval },
        },
      ),
    ),
  ];
}
