import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";
import { operation, type Service } from "../gateway/service";

const LOSES = "moto loses settings of a service, and its tasks never run";

const LETS_THROUGH = `${LOSES}; it lets a service of CodeDeploy be changed, which AWS refuses`;

const serviceInput = z.looseObject({});
const serviceChange = z.looseObject({ cluster: z.string().default("default"), service: z.string() });
const answeredService = z.looseObject({
  serviceArn: z.string(),
  desiredCount: z.number().default(0),
  deploymentController: z.object({ type: z.string() }).default({ type: "ECS" }),
});
const oneService = z.looseObject({ service: answeredService });
const manyServices = z.looseObject({ services: z.array(answeredService) });

// With AWS's default, for the settings that have one.
const KEPT_SETTINGS: Readonly<Record<string, unknown>> = {
  availabilityZoneRebalancing: "DISABLED",
  capacityProviderStrategy: undefined,
  deploymentConfiguration: undefined,
  enableECSManagedTags: false,
  enableExecuteCommand: false,
  healthCheckGracePeriodSeconds: undefined,
  placementConstraints: undefined,
  placementStrategy: undefined,
  propagateTags: undefined,
};

// What only a deployment of CodeDeploy changes, once a service is under its control, in the words of AWS's refusal.
const CHANGED_BY_CODEDEPLOY: Readonly<Record<string, string>> = {
  taskDefinition: "task definition",
  loadBalancers: "load balancers",
  networkConfiguration: "network parameters",
  platformVersion: "platform version",
};

/** ECS, kept by moto. */
export const ecs: Service = {
  operations: {
    CreateService: operation(LOSES, serviceInput, (input, scope) =>
      keepSettings("CreateService", input, scope),
    ),
    UpdateService: operation(LETS_THROUGH, serviceChange, updateService),
    DescribeServices: operation(LOSES, serviceInput, describeServices),
  },
};

// By ARN of the service: what was asked for last.
const settingsIn = new ScopedState(() => new Map<string, Record<string, unknown>>());

async function keepSettings(name: string, input: Record<string, unknown>, scope: Scope): Promise<object> {
  const answer = oneService.parse(await scope.moto.call("ecs", name, input));
  const { serviceArn } = answer.service;
  const before = name === "CreateService" ? KEPT_SETTINGS : settingsIn.of(scope).get(serviceArn);
  const asked = Object.entries(input).filter(([setting]) => setting in KEPT_SETTINGS);
  settingsIn.of(scope).set(serviceArn, { ...before, ...Object.fromEntries(asked) });
  return { ...answer, service: shown(scope, answer.service) };
}

async function updateService(input: z.output<typeof serviceChange>, scope: Scope): Promise<object> {
  const { cluster, service } = input;
  const answer = await scope.moto.call("ecs", "DescribeServices", { cluster, services: [service] });
  const [existing] = manyServices.parse(answer).services;
  const refused = Object.entries(CHANGED_BY_CODEDEPLOY).find(([setting]) => setting in input);
  if (existing?.deploymentController.type === "CODE_DEPLOY" && refused !== undefined) {
    throw new AwsError(
      "InvalidParameterException",
      `Unable to update ${refused[1]} on services with a CODE_DEPLOY deployment controller. ` +
        "Use AWS CodeDeploy to trigger a new deployment.",
    );
  }
  return keepSettings("UpdateService", input, scope);
}

async function describeServices(input: object, scope: Scope): Promise<object> {
  const answer = manyServices.parse(await scope.moto.call("ecs", "DescribeServices", input));
  return { ...answer, services: answer.services.map((service) => shown(scope, service)) };
}

function shown(scope: Scope, service: z.output<typeof answeredService>): object {
  const { serviceArn, desiredCount } = service;
  const settings = Object.entries(settingsIn.of(scope).get(serviceArn) ?? {});
  const deployments = z.array(z.looseObject({})).parse(service.deployments ?? []);
  const running = { desiredCount, runningCount: desiredCount, pendingCount: 0 };
  return {
    ...service,
    ...Object.fromEntries(settings.filter(([, value]) => value !== undefined)),
    ...running,
    deployments: deployments.map((deployment) =>
      deployment.status === "PRIMARY" ? { ...deployment, ...running, rolloutState: "COMPLETED" } : deployment,
    ),
  };
}
