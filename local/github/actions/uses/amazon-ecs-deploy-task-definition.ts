import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import { z } from "zod";
import type { AwsClient } from "../../../aws/client/aws-client";
import { AwsError } from "../../../aws/client/aws-error";
import { NotPlayed } from "../workflow/refusals";
import { type Action, ActionFailure, type ActionStep } from "./action";
import { jobClient } from "./job-client";
import { LEFT_OUT_KEYS } from "./read-only-keys";
import { withoutEmptyValues } from "./without-empty-values";
import { workspaceFile } from "./workspace-file";

const MINUTE_MS = 60_000;
const LONGEST_MINUTES = 360;
const DEFAULT_MINUTES = 30;
// The action looks every fifteen seconds; tasks of the local AWS start at once.
const LOOK_EVERY_MS = 200;

const deployment = z.looseObject({
  id: z.string(),
  status: z.string(),
  rolloutState: z.string().optional(),
  rolloutStateReason: z.string().optional(),
});
const service = z.looseObject({
  status: z.string(),
  deploymentController: z.object({ type: z.string() }).optional(),
  deployments: z.array(deployment).default([]),
  runningCount: z.number(),
  desiredCount: z.number(),
});
const described = z.object({
  services: z.array(service),
  failures: z.array(z.looseObject({ arn: z.string().optional(), reason: z.string().optional() })).default([]),
});
const registered = z.object({ taskDefinition: z.looseObject({ taskDefinitionArn: z.string() }) });

type Service = z.output<typeof service>;

/** Registers a task definition, leads a service to it, and waits until the service is stable. */
export const deployTaskDefinition: Action = {
  name: "aws-actions/amazon-ecs-deploy-task-definition",
  version: "v2.6.3",
  commit: "c465972ecbd160473f22e683363b422a5412a3de",
  inputs: {
    "task-definition": { required: true },
    "desired-count": {},
    service: {},
    cluster: {},
    "wait-for-service-stability": {},
    "wait-for-minutes": {},
    // How often the service is looked at while tasks start at once.
    "wait-max-delay-seconds": {},
    "codedeploy-appspec": { plays: [] },
    "codedeploy-application": { plays: [] },
    "codedeploy-deployment-group": { plays: [] },
    "codedeploy-deployment-description": { plays: [] },
    "codedeploy-deployment-config": { plays: [] },
    "force-new-deployment": { default: "false", plays: ["true"] },
    "service-managed-ebs-volume-name": { plays: [] },
    "service-managed-ebs-volume": { plays: [] },
    "run-task": { default: "false", plays: [] },
    "run-task-container-overrides": { plays: [] },
    "run-task-security-groups": { plays: [] },
    "run-task-subnets": { plays: [] },
    "run-task-assign-public-ip": { plays: [] },
    "run-task-capacity-provider-strategy": { plays: [] },
    "run-task-launch-type": { plays: [] },
    "run-task-started-by": { plays: [] },
    "run-task-tags": { plays: [] },
    "run-task-managed-ebs-volume-name": { plays: [] },
    "run-task-managed-ebs-volume": { plays: [] },
    "wait-for-task-stopped": { default: "false", plays: [] },
    "enable-ecs-managed-tags": { plays: ["true", "false"] },
    "propagate-tags": {},
    "keep-null-value-keys": {},
    // The local AWS throttles nobody.
    "max-retries": {},
  },
  run,
};

async function run(step: ActionStep): Promise<void> {
  const { inputs } = step;
  const client = jobClient(step);
  const taskDefinition = await register(step, client);
  step.setOutput("task-definition-arn", taskDefinition);
  const name = inputs.service ?? "";
  if (name === "") return;
  const target = { cluster: inputs.cluster || "default", name };
  const before = await describe(client, target);
  if (before.status !== "ACTIVE") throw new ActionFailure(`Service is ${before.status}`);
  const controller = before.deploymentController?.type ?? "ECS";
  if (controller !== "ECS") {
    throw new NotPlayed(
      `the deployment controller ${controller}`,
      "uses/amazon-ecs-deploy-task-definition.ts",
    );
  }
  const deploymentId = await update(step, client, target, taskDefinition);
  if (inputs["wait-for-service-stability"]?.toLowerCase() !== "true") return;
  await untilStable(step, client, target);
  if (deploymentId !== undefined && deploymentId !== primaryOf(before)) {
    await verify(step, client, target, deploymentId);
  }
}

async function register(step: ActionStep, client: AwsClient): Promise<string> {
  const path = step.inputs["task-definition"] ?? "";
  const text = workspaceFile(step.job.workspace, path, `ENOENT: no such file or directory, open '${path}'`);
  const kept = (step.inputs["keep-null-value-keys"] ?? "").split(",").map((key) => key.trim());
  const cleaned = withoutEmptyValues(yaml(text), new Set(kept.filter((key) => key !== "")));
  const input = Object.entries(cleaned).filter(([key]) => {
    const isLeftOut = LEFT_OUT_KEYS.includes(key);
    if (isLeftOut) step.log(`##[warning]Ignoring property '${key}' in the task definition file.`);
    return !isLeftOut;
  });
  try {
    const answer = await client.call("ecs", "RegisterTaskDefinition", Object.fromEntries(input));
    return registered.parse(answer).taskDefinition.taskDefinitionArn;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new ActionFailure(`Failed to register task definition in ECS: ${error.message}`);
  }
}

function yaml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new ActionFailure(error instanceof Error ? error.message : String(error));
  }
}

interface Target {
  readonly cluster: string;
  readonly name: string;
}

async function describe(client: AwsClient, { cluster, name }: Target): Promise<Service> {
  const answer = described.parse(await client.call("ecs", "DescribeServices", { services: [name], cluster }));
  const [failure] = answer.failures;
  const [found] = answer.services;
  if (failure === undefined && found !== undefined) return found;
  throw new ActionFailure(`${failure?.arn ?? name} is ${failure?.reason ?? "MISSING"}`);
}

/** Answers with the deployment that the update made PRIMARY. */
async function update(
  step: ActionStep,
  client: AwsClient,
  { cluster, name }: Target,
  taskDefinition: string,
): Promise<string | undefined> {
  const { inputs } = step;
  const desiredCount = Number.parseInt(inputs["desired-count"] ?? "", 10);
  const managedTags = inputs["enable-ecs-managed-tags"] ?? "";
  const answer = await client.call("ecs", "UpdateService", {
    cluster,
    service: name,
    taskDefinition,
    forceNewDeployment: inputs["force-new-deployment"]?.toLowerCase() === "true",
    volumeConfigurations: [],
    ...(managedTags === "" ? {} : { enableECSManagedTags: managedTags.toLowerCase() === "true" }),
    ...(inputs["propagate-tags"] ? { propagateTags: inputs["propagate-tags"] } : {}),
    ...(Number.isNaN(desiredCount) ? {} : { desiredCount }),
  });
  step.log(`Deployment started of the service ${name} in the cluster ${cluster} (${client.region}).`);
  return primaryOf(z.object({ service }).parse(answer).service);
}

function primaryOf({ deployments }: Service): string | undefined {
  return deployments.find(({ status }) => status === "PRIMARY")?.id;
}

/** As the waiter of the SDK: one deployment, and as many tasks as are wanted. */
async function untilStable(step: ActionStep, client: AwsClient, target: Target): Promise<void> {
  const { job, inputs } = step;
  const minutes = Number.parseInt(inputs["wait-for-minutes"] ?? "", 10) || DEFAULT_MINUTES;
  const due = (await job.now()) + Math.min(minutes, LONGEST_MINUTES) * MINUTE_MS;
  for (;;) {
    job.signal.throwIfAborted();
    const { status, deployments, runningCount, desiredCount } = await describe(client, target);
    if (status !== "ACTIVE") throw new ActionFailure(JSON.stringify({ state: "FAILURE", reason: status }));
    if (deployments.length === 1 && runningCount === desiredCount) return;
    if ((await job.now()) >= due) {
      throw new ActionFailure(JSON.stringify({ state: "TIMEOUT", reason: "Waiter has timed out" }));
    }
    await sleep(LOOK_EVERY_MS);
  }
}

/** A service is stable too once ECS has taken the deployment back. */
async function verify(step: ActionStep, client: AwsClient, target: Target, id: string): Promise<void> {
  const found = (await describe(client, target)).deployments.find((one) => one.id === id);
  if (found === undefined) {
    throw new ActionFailure(`Deployment ${id} not found after stabilization: ECS has rolled it back`);
  }
  if (found.rolloutState === "FAILED") {
    throw new ActionFailure(`Deployment ${id} FAILED: ${found.rolloutStateReason ?? "unknown reason"}`);
  }
  step.log(`Deployment ${id} verified: rolloutState=${found.rolloutState ?? "N/A"}`);
}
