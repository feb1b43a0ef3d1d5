import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { pipelineBuild } from "./pipeline-build";
import { artifacts, logsConfig, type Project, source } from "./projects";

const variable = z.object({ name: z.string(), value: z.string(), type: z.string().default("PLAINTEXT") });

/** What StartBuild takes, as far as it is carried out. */
export const startBuildInput = z.looseObject({
  projectName: z.string(),
  sourceVersion: z.string().optional(),
  environmentVariablesOverride: z.array(variable).default([]),
  sourceTypeOverride: z.string().optional(),
  sourceLocationOverride: z.string().optional(),
  secondarySourcesOverride: z.array(source).optional(),
  buildspecOverride: z.string().optional(),
  artifactsOverride: artifacts.optional(),
  secondaryArtifactsOverride: z.array(artifacts).optional(),
  imageOverride: z.string().optional(),
  computeTypeOverride: z.string().optional(),
  environmentTypeOverride: z.string().optional(),
  privilegedModeOverride: z.boolean().optional(),
  serviceRoleOverride: z.string().optional(),
  encryptionKeyOverride: z.string().optional(),
  logsConfigOverride: logsConfig.optional(),
  timeoutInMinutesOverride: z.number().optional(),
  /** No field of AWS's: what CodePipeline tells CodeBuild where nobody sees it. */
  pipelineBuild: pipelineBuild.optional(),
});

export type StartBuildInput = z.output<typeof startBuildInput>;

/** The project as one build takes it. Refuses a build that only a pipeline could start. */
export function overridden(project: Project, input: StartBuildInput): Project {
  const result: Project = {
    ...project,
    source: {
      ...project.source,
      ...given({
        type: input.sourceTypeOverride,
        location: input.sourceLocationOverride,
        buildspec: input.buildspecOverride,
      }),
    },
    environment: overriddenEnvironment(project.environment, input),
    ...given({
      sourceVersion: input.sourceVersion,
      artifacts: input.artifactsOverride,
      secondarySources: input.secondarySourcesOverride,
      secondaryArtifacts: input.secondaryArtifactsOverride,
      serviceRole: input.serviceRoleOverride,
      encryptionKey: input.encryptionKeyOverride,
      logsConfig: input.logsConfigOverride,
      timeoutInMinutes: input.timeoutInMinutesOverride,
    }),
  };
  if (result.artifacts.type === "CODEPIPELINE" && input.pipelineBuild === undefined) {
    throw new AwsError(
      "InvalidInputException",
      "ArtifactsOverride must be set when using artifacts type CodePipelines",
    );
  }
  return result;
}

function overriddenEnvironment(
  environment: Project["environment"],
  input: StartBuildInput,
): Project["environment"] {
  const names = new Set(input.environmentVariablesOverride.map(({ name }) => name));
  const kept = environment.environmentVariables.filter(({ name }) => !names.has(name));
  return {
    ...environment,
    ...given({
      type: input.environmentTypeOverride,
      image: input.imageOverride,
      computeType: input.computeTypeOverride,
      privilegedMode: input.privilegedModeOverride,
    }),
    environmentVariables: [...kept, ...input.environmentVariablesOverride],
  };
}

function given<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}
