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
    checkMayNameKey(sources, actionName, revisionType);
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

function checkMayNameKey(
  sources: readonly ActionDeclaration[],
  actionName: string,
  revisionType: string,
): void {
  const source = sources.find(({ name }) => name === actionName);
  if (revisionType !== "S3_OBJECT_KEY" || source?.actionTypeId.provider !== "S3") return;
  if (source.configuration.AllowOverrideForS3ObjectKey === "true") return;
  throw new AwsError(
    "ValidationException",
    `The source revision S3_OBJECT_KEY for the action '${actionName}' is not valid: its AllowOverrideForS3ObjectKey is not true`,
  );
}

/** The keys that overrides put in place of those of S3 sources, by action. */
export function namedObjectKeys(overrides: readonly Override[]): ReadonlyMap<string, string> {
  const keys = overrides.filter(({ revisionType }) => revisionType === "S3_OBJECT_KEY");
  return new Map(keys.map(({ actionName, revisionValue }) => [actionName, revisionValue]));
}

/** The revisions that an override names, or that the trigger told: source actions fetch these. */
export function namedRevisions(
  overrides: readonly Override[],
  told: readonly SourceRevision[],
): SourceRevision[] {
  const overridden = overrides
    .filter(({ revisionType }) => revisionType !== "S3_OBJECT_KEY")
    .filter(({ actionName }) => !told.some((revision) => revision.actionName === actionName))
    .map(({ actionName, revisionValue }) => ({ actionName, revisionId: revisionValue }));
  return [...told, ...overridden];
}

/** What is known of each source before its action runs: what was named, or the image that a tag names now. */
export async function knownRevisions(
  scope: Scope,
  pipeline: PipelineDeclaration,
  named: readonly SourceRevision[],
): Promise<SourceRevision[]> {
  const known = await Promise.all(
    sourceActions(pipeline).map(
      (source) =>
        named.find(({ actionName }) => actionName === source.name) ??
        (source.actionTypeId.provider === "ECR" ? imageRevision(scope, source) : undefined),
    ),
  );
  return known.filter((revision) => revision !== undefined);
}

// An image that is not there is the source action's failure, and that says it.
async function imageRevision(
  scope: Scope,
  { name: actionName, configuration }: ActionDeclaration,
): Promise<SourceRevision | undefined> {
  const imageTag = configuration.ImageTag ?? "latest";
  const input = { repositoryName: configuration.RepositoryName ?? "", imageIds: [{ imageTag }] };
  try {
    const { imageDetails } = DIGESTS.parse(await scope.moto.call("ecr", "DescribeImages", input));
    const revisionId = imageDetails[0]?.imageDigest;
    return revisionId === undefined ? undefined : { actionName, revisionId, revisionSummary: imageTag };
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
