import { z } from "zod";
import { AwsError } from "../../client/aws-error";
import { READ_ONLY_KEYS } from "../../ecs/read-only-keys";
import { isDenied, quoted } from "./action-failures";
import { type ActionContext, ActionFailure, type ActionResult } from "./action-provider";
import { type ImageDefinition, imageDefinitionsIn } from "./image-definitions";
import { poll } from "./poll";

const MINUTE_MS = 60_000;
const DEFAULT_TIMEOUT_MINUTES = "60";

const deployment = z.looseObject({
  id: z.string(),
  taskDefinition: z.string(),
  rolloutState: z.string(),
  rolloutStateReason: z.string().default(""),
});

const service = z.looseObject({
  status: z.string(),
  taskDefinition: z.string(),
  desiredCount: z.number(),
  runningCount: z.number(),
  deployments: z.array(deployment),
  events: z.array(z.looseObject({ message: z.string() })).default([]),
});

type Service = z.output<typeof service>;

const services = z.looseObject({ services: z.array(service) });
const updated = z.looseObject({ service });

const tags = z.array(z.looseObject({ key: z.string(), value: z.string() }));
const described = z.looseObject({
  taskDefinition: z.looseObject({ containerDefinitions: z.array(z.looseObject({ name: z.string() })) }),
  tags: tags.default([]),
});
const registered = z.looseObject({ taskDefinition: z.looseObject({ taskDefinitionArn: z.string() }) });

/** Gives a service a new revision of its task definition with the images that the input artifact names. */
export async function ecsDeploy(context: ActionContext): Promise<ActionResult> {
  const images = await imageDefinitionsIn(context);
  const { taskDefinition } = await describe(context);
  const revision = await register(context, taskDefinition, images);
  const id = await update(context, revision);
  await steady(context, revision);
  return id === undefined ? {} : { externalExecutionId: id };
}

function target({ action }: ActionContext): { readonly cluster: string; readonly name: string } {
  const { ClusterName: cluster = "", ServiceName: name = "" } = action.configuration;
  return { cluster, name };
}

async function describe(context: ActionContext): Promise<Service> {
  const { cluster, name } = target(context);
  const answer = services.parse(await call(context, "DescribeServices", { cluster, services: [name] }));
  const [found] = answer.services;
  if (found?.status === "ACTIVE") return found;
  throw new ActionFailure(
    "ConfigurationError",
    `The Amazon ECS service '${name}' does not exist in the cluster '${cluster}'`,
  );
}

/** From the revision that the service uses, whatever revisions there are since. */
async function register(
  context: ActionContext,
  taskDefinition: string,
  images: readonly ImageDefinition[],
): Promise<string> {
  const answer = described.parse(
    await call(context, "DescribeTaskDefinition", { taskDefinition, include: ["TAGS"] }),
  );
  const { containerDefinitions } = answer.taskDefinition;
  const unknown = images.find(
    ({ name }) => !containerDefinitions.some((container) => container.name === name),
  );
  if (unknown !== undefined) {
    throw new ActionFailure("ConfigurationError", `The AWS ECS container ${unknown.name} does not exist`);
  }
  const kept = Object.entries(answer.taskDefinition).filter(([key]) => !READ_ONLY_KEYS.includes(key));
  const input = {
    ...Object.fromEntries(kept),
    containerDefinitions: containerDefinitions.map((container) => {
      const image = images.find(({ name }) => name === container.name)?.imageUri;
      return image === undefined ? container : { ...container, image };
    }),
    ...(answer.tags.length === 0 ? {} : { tags: answer.tags }),
  };
  const revision = registered.parse(await call(context, "RegisterTaskDefinition", input));
  return revision.taskDefinition.taskDefinitionArn;
}

async function update(context: ActionContext, taskDefinition: string): Promise<string | undefined> {
  const { cluster, name } = target(context);
  const input = { cluster, service: name, taskDefinition };
  const answer = updated.parse(await call(context, "UpdateService", input));
  const externalExecutionId = answer.service.deployments[0]?.id;
  const externalExecutionUrl = `https://console.aws.amazon.com/ecs/home?region=${context.region}#/clusters/${cluster}/services/${name}/deployments`;
  context.tell({
    externalExecutionUrl,
    ...(externalExecutionId === undefined ? {} : { externalExecutionId }),
  });
  return externalExecutionId;
}

/** Waits until the service runs nothing but the new revision. */
async function steady(context: ActionContext, taskDefinition: string): Promise<void> {
  const { action, scope, signal } = context;
  const { DeploymentTimeout = DEFAULT_TIMEOUT_MINUTES } = action.configuration;
  const due = scope.clock.now() + Number(DeploymentTimeout) * MINUTE_MS;
  await poll(signal, async () => {
    const current = await describe(context);
    const [primary] = current.deployments;
    if (primary?.taskDefinition !== taskDefinition || primary.rolloutState === "FAILED") {
      throw failed(context, current, primary?.rolloutStateReason ?? "another deployment took its place");
    }
    if (current.deployments.length === 1 && current.runningCount === current.desiredCount) return true;
    if (scope.clock.now() < due) return undefined;
    throw failed(context, current, `it was not steady within ${DeploymentTimeout} minutes`);
  });
}

function failed(context: ActionContext, { events }: Service, reason: string): ActionFailure {
  const { cluster, name } = target(context);
  // What a person would look up next.
  const last = events.find(({ message }) => message.includes("failed to launch"))?.message;
  const said = last === undefined ? "" : ` Last event: ${last}`;
  return new ActionFailure(
    "JobFailed",
    `The deployment to the Amazon ECS service ${cluster}/${name} failed: ${reason}.${said}`,
  );
}

async function call({ client }: ActionContext, operation: string, input: object): Promise<unknown> {
  try {
    return await client.call("ecs", operation, input);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw isDenied(error)
      ? new ActionFailure(
          "PermissionError",
          `The provided role does not have sufficient permissions to access ECS. Error: ${quoted(error, "AmazonECS")}`,
        )
      : new ActionFailure("ConfigurationError", quoted(error, "AmazonECS"));
  }
}
