import { z } from "zod";
import type { LocalAccount } from "./local-account";

/** What a container does, since none runs: by default it logs nothing, and exits with 0 at once. */
export interface ContainerDecision {
  readonly exitCode?: number;
  /** What it writes. */
  readonly lines?: readonly string[];
}

/** What a container does in the one-off tasks of a family. */
export interface TaskDecision extends ContainerDecision {
  readonly family: string;
  readonly container: string;
  /** When it exits, by the account's clock; `forever`: only when its task is stopped. Default: at once. */
  readonly runsForMinutes?: number | "forever";
}

/** What `docker run` in builds comes to, for the images of a repository. */
export interface DockerDecision extends ContainerDecision {
  /** Without the registry's host. */
  readonly repository: string;
}

const container = z.object({
  name: z.string(),
  image: z.string(),
  imageDigest: z.string().optional(),
  command: z.array(z.string()),
  environment: z.record(z.string(), z.string()),
  /** The names of the variables that get a secret. */
  secrets: z.array(z.string()),
  exitCode: z.number().optional(),
  reason: z.string().optional(),
});

const run = z.object({
  taskArn: z.string(),
  taskDefinitionArn: z.string(),
  clusterArn: z.string(),
  launchType: z.string(),
  capacityProviderName: z.string().optional(),
  startedBy: z.string().optional(),
  network: z
    .object({
      subnets: z.array(z.string()),
      securityGroups: z.array(z.string()),
      assignPublicIp: z.string(),
    })
    .optional(),
  lastStatus: z.string(),
  stoppedReason: z.string().optional(),
  containers: z.array(container),
});

/** A task that was run by itself, with what it ran. */
export type TaskRun = z.output<typeof run>;

const dockerRun = z.object({
  image: z.string(),
  repository: z.string(),
  digest: z.string(),
  entrypoint: z.string().optional(),
  /** What comes after the image. */
  command: z.array(z.string()),
  environment: z.record(z.string(), z.string()),
  exitCode: z.number(),
});

/** One `docker run` of a build. */
export type DockerRun = z.output<typeof dockerRun>;

/** Decides what a container does in the one-off tasks of its family that start from now on. */
export async function decideTasks(account: LocalAccount, decision: TaskDecision): Promise<void> {
  await account.call("local-aws", "DecideTasks", decision);
}

/** The tasks that were run by themselves so far, of no service, oldest first. */
export async function tasksRun(account: LocalAccount): Promise<TaskRun[]> {
  const answer = await account.call("local-aws", "ListTasksRun");
  return z.object({ tasks: z.array(run) }).parse(answer).tasks;
}

/** Decides what `docker run` comes to in builds, for the images of a repository, from now on. */
export async function decideDockerRuns(account: LocalAccount, decision: DockerDecision): Promise<void> {
  await account.call("local-aws", "DecideDockerRuns", decision);
}

/** What `docker run` outside of builds comes to: it is kept beside those of builds. */
export async function runContainer(
  account: LocalAccount,
  run: Readonly<Omit<DockerRun, "exitCode" | "command">> & { readonly command: readonly string[] },
): Promise<{ readonly exitCode: number; readonly lines: readonly string[] }> {
  const answer = await account.call("local-aws", "RunContainer", run);
  return z.object({ exitCode: z.number(), lines: z.array(z.string()) }).parse(answer);
}

/** What builds ran by `docker run` so far, oldest first. */
export async function dockerRuns(account: LocalAccount): Promise<DockerRun[]> {
  const answer = await account.call("local-aws", "ListDockerRuns");
  return z.object({ runs: z.array(dockerRun) }).parse(answer).runs;
}
