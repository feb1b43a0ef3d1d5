import { z } from "zod";
import { AwsError } from "../../client/aws-error";
import type { PipelineBuild } from "../../codebuild/pipeline-build";
import { quoted } from "./action-failures";
import { type ActionContext, ActionFailure, type ActionResult } from "./action-provider";
import { poll } from "./poll";

const variables = z.array(
  z.object({
    name: z.string(),
    value: z.string(),
    type: z.enum(["PLAINTEXT", "PARAMETER_STORE", "SECRETS_MANAGER"]).default("PLAINTEXT"),
  }),
);

const phase = z.looseObject({
  phaseType: z.string(),
  phaseStatus: z.string().optional(),
  contexts: z
    .array(z.looseObject({ statusCode: z.string().optional(), message: z.string().optional() }))
    .default([]),
});

const build = z.looseObject({
  id: z.string(),
  buildStatus: z.string(),
  buildComplete: z.boolean(),
  phases: z.array(phase).default([]),
  exportedEnvironmentVariables: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
});

type Build = z.output<typeof build>;

const started = z.looseObject({ build });
const asked = z.looseObject({ builds: z.array(build) });

/** Starts a build of a project with the action's artifacts and waits for its end. */
export async function codeBuild(context: ActionContext): Promise<ActionResult> {
  const { signal, region, tell } = context;
  refuseBatch(context);
  const { id } = await start(context);
  const externalExecutionUrl = `https://console.aws.amazon.com/codebuild/home?region=${region}#/builds/${id}/view/new`;
  tell({ externalExecutionId: id, externalExecutionUrl });
  const ended = await poll(signal, async () => {
    const current = await look(context, id);
    return current.buildComplete ? current : undefined;
  });
  if (ended.buildStatus !== "SUCCEEDED") throw new ActionFailure("JobFailed", whyTerminated(ended));
  const exported = ended.exportedEnvironmentVariables.map(({ name, value }) => [name, value] as const);
  return { externalExecutionId: id, outputVariables: Object.fromEntries(exported) };
}

function refuseBatch({ action }: ActionContext): void {
  const { BatchEnabled, CombineArtifacts } = action.configuration;
  if (BatchEnabled !== "true" && CombineArtifacts !== "true") return;
  throw new ActionFailure(
    "ConfigurationError",
    "The local AWS runs no batch builds (BatchEnabled, CombineArtifacts)",
  );
}

async function start(context: ActionContext): Promise<Build> {
  const { ProjectName: projectName = "" } = context.action.configuration;
  const environmentVariablesOverride = variablesOf(context);
  const pipelineBuild = await artifactsOf(context);
  return called("startBuild", async () => {
    const input = { projectName, environmentVariablesOverride, pipelineBuild };
    return started.parse(await context.client.call("codebuild", "StartBuild", input)).build;
  });
}

async function look({ client }: ActionContext, id: string): Promise<Build> {
  const [current] = await called("batchGetBuilds", async () => {
    return asked.parse(await client.call("codebuild", "BatchGetBuilds", { ids: [id] })).builds;
  });
  if (current !== undefined) return current;
  throw new ActionFailure("JobFailed", `Error calling batchGetBuilds: there is no build ${id}`);
}

async function called<T>(operation: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new ActionFailure("JobFailed", `Error calling ${operation}: ${quoted(error, "AWSCodeBuild")}`);
  }
}

function variablesOf({ action }: ActionContext): z.output<typeof variables> {
  const { EnvironmentVariables } = action.configuration;
  if (EnvironmentVariables === undefined) return [];
  const result = variables.safeParse(parsed(EnvironmentVariables));
  if (result.success) return result.data;
  throw new ActionFailure(
    "ConfigurationError",
    `EnvironmentVariables is not a JSON array of environment variables: ${z.prettifyError(result.error)}`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ActionFailure("ConfigurationError", `EnvironmentVariables is not JSON: ${error}`);
  }
}

/** The primary source comes first. */
async function artifactsOf({ action, artifacts, execution }: ActionContext): Promise<PipelineBuild> {
  const names = action.inputArtifacts.map(({ name }) => name);
  const primary = action.configuration.PrimarySource ?? names[0] ?? "";
  if (!names.includes(primary) || (names.length > 1 && action.configuration.PrimarySource === undefined)) {
    throw new ActionFailure(
      "ConfigurationError",
      `PrimarySource names one of the input artifacts ${names.join(", ")}; got ${action.configuration.PrimarySource}`,
    );
  }
  const inputs: PipelineBuild["inputs"] = [];
  for (const name of [primary, ...names.filter((other) => other !== primary)]) {
    inputs.push({ name, ...(await artifacts.bring(name)) });
  }
  const source = artifacts.makerOf(primary);
  return {
    pipelineName: execution.pipelineName,
    inputs,
    outputs: action.outputArtifacts.map(({ name }) => ({ name, ...artifacts.locationOf(name) })),
    resolvedSourceVersion: execution.sourceRevisions.find(({ actionName }) => actionName === source)
      ?.revisionId,
  };
}

/** The first phase that went wrong says why; what follows it goes wrong because of it. */
function whyTerminated({ buildStatus, phases }: Build): string {
  const state = `Build terminated with state: ${buildStatus}`;
  const failed = phases.find(
    ({ phaseStatus = "SUCCEEDED" }) => !["SUCCEEDED", "IN_PROGRESS"].includes(phaseStatus),
  );
  if (failed === undefined) return state;
  const [{ statusCode, message } = {}] = failed.contexts;
  return `${state}. Phase: ${failed.phaseType}, Code: ${statusCode ?? failed.phaseStatus}, Message: ${message ?? ""}`;
}
