import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";
import { whyNotAssumable } from "../iam/role";

export const source = z.looseObject({
  type: z.string(),
  location: z.string().optional(),
  buildspec: z.string().optional(),
  sourceIdentifier: z.string().optional(),
});
const sourceVersions = z.array(z.object({ sourceIdentifier: z.string(), sourceVersion: z.string() }));
export const artifacts = z.looseObject({
  type: z.string(),
  location: z.string().optional(),
  path: z.string().optional(),
  namespaceType: z.string().optional(),
  name: z.string().optional(),
  packaging: z.string().optional(),
  overrideArtifactName: z.boolean().optional(),
  artifactIdentifier: z.string().optional(),
});
export const logsConfig = z.looseObject({
  cloudWatchLogs: z
    .looseObject({
      status: z.string(),
      groupName: z.string().optional(),
      streamName: z.string().optional(),
    })
    .optional(),
});
const environment = z.looseObject({
  type: z.string(),
  image: z.string(),
  computeType: z.string(),
  privilegedMode: z.boolean().default(false),
  imagePullCredentialsType: z.string().default("CODEBUILD"),
  environmentVariables: z
    .array(z.object({ name: z.string(), value: z.string(), type: z.string().default("PLAINTEXT") }))
    .default([]),
});

/** A project as CreateProject takes it. */
export const projectInput = z.looseObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9\-_]{1,254}$/),
  source,
  artifacts,
  environment,
  serviceRole: z.string(),
  sourceVersion: z.string().optional(),
  secondarySources: z.array(source).optional(),
  secondarySourceVersions: sourceVersions.optional(),
  secondaryArtifacts: z.array(artifacts).optional(),
  timeoutInMinutes: z.number().optional(),
  encryptionKey: z.string().optional(),
  logsConfig: logsConfig.optional(),
});

/** A change as UpdateProject takes it. */
export const projectChange = projectInput.partial().required({ name: true });

/** A project that exists, as BatchGetProjects shows it. */
export type Project = z.output<typeof projectInput> & {
  readonly arn: string;
  readonly created: number;
  lastModified: number;
  webhook?: object;
};

/** The projects of an account and region, by name. */
export const projectsIn = new ScopedState(() => new Map<string, Project>());

/** The project, or CodeBuild's error. */
export function projectNamed(scope: Scope, name: string): Project {
  const project = projectsIn.of(scope).get(name);
  if (project !== undefined) return project;
  throw new AwsError(
    "ResourceNotFoundException",
    `Project cannot be found: ${scope.arn("codebuild", `project/${name}`)}`,
  );
}

/** Refuses what CodeBuild refuses: artifacts that don't fit the source, a missing location, an unusable role. */
export async function checkProject(scope: Scope, project: z.output<typeof projectInput>): Promise<void> {
  const { source, artifacts, serviceRole } = project;
  if ((source.type === "CODEPIPELINE") !== (artifacts.type === "CODEPIPELINE")) {
    throw invalid(
      `Source type ${source.type} and artifacts type ${artifacts.type} don't go together; ` +
        "when one is CODEPIPELINE, both must be",
    );
  }
  if (!["CODEPIPELINE", "NO_SOURCE"].includes(source.type) && source.location === undefined) {
    throw invalid(`Project source location is required for source type ${source.type}`);
  }
  if (artifacts.type === "S3" && artifacts.location === undefined) {
    throw invalid("Project artifacts location is required for artifacts type S3");
  }
  const problem = await whyNotAssumable(scope, serviceRole, "codebuild.amazonaws.com", {
    sourceArn: scope.arn("codebuild", `project/${project.name}`),
    sourceAccount: scope.accountId,
  });
  if (problem !== undefined) {
    throw invalid(`CodeBuild is not authorized to perform: sts:AssumeRole on ${serviceRole} (${problem})`);
  }
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidInputException", message);
}
