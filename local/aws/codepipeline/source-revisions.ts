import { z } from "zod";
import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { actionTypeOf } from "./action-types";
import { type ActionDeclaration, type PipelineDeclaration, sourceActions } from "./pipeline-declaration";
import type { StartInput } from "./start-input";

/** What a source action has fetched. */
export interface SourceRevision {
  readonly actionName: string;
  readonly revisionId: string;
  readonly revisionSummary?: string;
  readonly revisionUrl?: string;
}

/** The revisions that an execution starts from, or why a source action fails. */
export interface ResolvedSources {
  readonly revisions: readonly SourceRevision[];
  readonly failure?: string;
}

type Override = NonNullable<StartInput["sourceRevisions"]>[number];

const DIGESTS = z.object({ imageDetails: z.array(z.object({ imageDigest: z.string() })) });

/** Refuses the overrides that StartPipelineExecution refuses. */
export function checkOverrides(pipeline: PipelineDeclaration, overrides: readonly Override[]): void {
  if (overrides.length > 0 && pipeline.pipelineType !== "V2") {
    throw new AwsError(
      "ValidationException",
      `Source revision overrides need a pipeline of type V2; ${pipeline.name} is of type ${pipeline.pipelineType}`,
    );
  }
  const sources = sourceActions(pipeline);
  for (const { actionName, revisionType } of overrides) {
    const source = sources.find(({ name }) => name === actionName);
    const allowed = source === undefined ? undefined : actionTypeOf(source)?.revisionTypes;
    if (allowed?.includes(revisionType)) continue;
    const reason =
      source === undefined
        ? `source actions are ${sources.map(({ name }) => name).join(", ")}`
        : `it takes ${allowed?.join(", ") ?? "none"}`;
    throw new AwsError(
      "ValidationException",
      `The source revision ${revisionType} for the action '${actionName}' is not valid: ${reason}`,
    );
  }
}

/** Finds each source's revision: the override, what the trigger told, or the image that the tag names now. */
export async function resolveSources(
  scope: Scope,
  pipeline: PipelineDeclaration,
  overrides: readonly Override[],
  known: readonly SourceRevision[],
): Promise<ResolvedSources> {
  const revisions: SourceRevision[] = [];
  for (const source of sourceActions(pipeline)) {
    const override = overrides.find(({ actionName }) => actionName === source.name);
    const told = known.find(({ actionName }) => actionName === source.name);
    if (told !== undefined) {
      revisions.push(told);
    } else if (source.actionTypeId.provider === "ECR") {
      const found = await imageRevision(scope, source, override?.revisionValue);
      if ("failure" in found) return { revisions, failure: found.failure };
      revisions.push(found);
    } else if (override !== undefined) {
      revisions.push({ actionName: source.name, revisionId: override.revisionValue });
    }
  }
  return { revisions };
}

async function imageRevision(
  scope: Scope,
  { name: actionName, configuration }: ActionDeclaration,
  digest: string | undefined,
): Promise<SourceRevision | { readonly failure: string }> {
  const repositoryName = configuration.RepositoryName ?? "";
  const imageTag = configuration.ImageTag ?? "latest";
  const imageId = digest === undefined ? { imageTag } : { imageDigest: digest };
  try {
    const input = { repositoryName, imageIds: [imageId] };
    const { imageDetails } = DIGESTS.parse(await scope.moto.call("ecr", "DescribeImages", input));
    const revisionId = imageDetails[0]?.imageDigest ?? "";
    return { actionName, revisionId, revisionSummary: imageTag };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { failure: `The source action '${actionName}' failed: ${error.code}: ${error.message}` };
  }
}
