import { randomBytes } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../client/aws-error";
import type { Build } from "../codebuild/build";
import {
  buildsIn,
  findRecord,
  retryBuild,
  startBuild,
  startBuildInput,
  stopBuild,
} from "../codebuild/builds";
import {
  checkProject,
  type Project,
  projectChange,
  projectInput,
  projectNamed,
  projectsIn,
} from "../codebuild/projects";
import { type Scope, ScopedState } from "../gateway/scope";
import { ANY_INPUT, operation, type Service } from "../gateway/service";
import type { Caller } from "../iam/caller";

const REFUSES = "moto refuses the source type CODEPIPELINE";
const OURS = "the projects are kept here";
const MADE_UP = "moto makes up source and environment of a build";
const LACKS = "moto lacks it";

const named = z.object({ name: z.string() });
const names = z.object({ names: z.array(z.string()) });
const ids = z.object({ ids: z.array(z.string()) });
const ofProject = z.object({ projectName: z.string() });
const sorted = z.object({ sortOrder: z.enum(["ASCENDING", "DESCENDING"]).default("DESCENDING") });
const credentialInput = z.object({ serverType: z.string(), authType: z.string(), token: z.string() });
const webhookInput = z.looseObject({ projectName: z.string() });

/** CodeBuild, all of it kept here. */
export const codebuild: Service = {
  operations: {
    CreateProject: operation(REFUSES, projectInput, createProject),
    BatchGetProjects: operation(OURS, names, batchGetProjects),
    ListProjects: operation(OURS, ANY_INPUT, (_input, scope) => ({
      projects: [...projectsIn.of(scope).keys()],
    })),
    UpdateProject: operation(LACKS, projectChange, updateProject),
    DeleteProject: operation(OURS, named, deleteProject),
    CreateWebhook: operation(LACKS, webhookInput, createWebhook),
    UpdateWebhook: operation(LACKS, webhookInput, updateWebhook),
    DeleteWebhook: operation(LACKS, ofProject, deleteWebhook),
    ImportSourceCredentials: operation(LACKS, credentialInput, importSourceCredentials),
    ListSourceCredentials: operation(LACKS, ANY_INPUT, listSourceCredentials),
    DeleteSourceCredentials: operation(LACKS, z.object({ arn: z.string() }), deleteSourceCredentials),
    StartBuild: operation(MADE_UP, startBuildInput, (input, scope, caller) => ({
      build: startBuild(scope, input, initiatorOf(caller)),
    })),
    StopBuild: operation(MADE_UP, z.object({ id: z.string() }), ({ id }, scope) => ({
      build: stopBuild(scope, id),
    })),
    RetryBuild: operation(LACKS, z.object({ id: z.string() }), ({ id }, scope, caller) => ({
      build: retryBuild(scope, id, initiatorOf(caller)),
    })),
    BatchGetBuilds: operation(MADE_UP, ids, batchGetBuilds),
    ListBuilds: operation(MADE_UP, sorted, ({ sortOrder }, scope) => ({
      ids: buildIds(scope, sortOrder, () => true),
    })),
    ListBuildsForProject: operation(MADE_UP, ofProject.extend(sorted.shape), (input, scope) => {
      const { name } = projectNamed(scope, input.projectName);
      return { ids: buildIds(scope, input.sortOrder, ({ projectName }) => projectName === name) };
    }),
  },
  *resources(scope) {
    for (const { arn } of projectsIn.of(scope).values()) yield arn;
    for (const { arn } of credentialsIn.of(scope).values()) yield arn;
  },
};

async function createProject(input: z.output<typeof projectInput>, scope: Scope): Promise<object> {
  const arn = scope.arn("codebuild", `project/${input.name}`);
  if (projectsIn.of(scope).has(input.name)) {
    throw new AwsError("ResourceAlreadyExistsException", `Project already exists: ${arn}`);
  }
  await checkProject(scope, input);
  const now = Date.now() / 1000;
  const project: Project = {
    timeoutInMinutes: 60,
    queuedTimeoutInMinutes: 480,
    encryptionKey: scope.arn("kms", "alias/aws/s3"),
    projectVisibility: "PRIVATE",
    cache: { type: "NO_CACHE" },
    secondarySources: [],
    secondarySourceVersions: [],
    secondaryArtifacts: [],
    tags: [],
    badge: { badgeEnabled: false },
    ...input,
    arn,
    created: now,
    lastModified: now,
  };
  projectsIn.of(scope).set(input.name, project);
  return { project };
}

async function updateProject(change: z.output<typeof projectChange>, scope: Scope): Promise<object> {
  const project = projectNamed(scope, change.name);
  const changed = { ...project, ...change, lastModified: Date.now() / 1000 } as Project;
  await checkProject(scope, changed);
  projectsIn.of(scope).set(project.name, changed);
  return { project: changed };
}

function deleteProject({ name }: z.output<typeof named>, scope: Scope): object {
  projectsIn.of(scope).delete(nameIn(name));
  return {};
}

function batchGetProjects(input: z.output<typeof names>, scope: Scope): object {
  const [found, notFound] = batch(input.names, (name) => projectsIn.of(scope).get(nameIn(name)));
  return { projects: found, projectsNotFound: notFound };
}

function batchGetBuilds(input: z.output<typeof ids>, scope: Scope): object {
  const [found, notFound] = batch(input.ids, (id) => findRecord(scope, id)?.build);
  return { builds: found, buildsNotFound: notFound };
}

function batch<T>(keys: readonly string[], find: (key: string) => T | undefined): [T[], string[]] {
  const found = keys.map(find).filter((item) => item !== undefined);
  return [found, keys.filter((key) => find(key) === undefined)];
}

// Both the name and the whole ARN are taken for a project.
function nameIn(nameOrArn: string): string {
  return nameOrArn.replace(/^arn:.*:project\//, "");
}

function createWebhook(input: z.output<typeof webhookInput>, scope: Scope): object {
  const project = projectNamed(scope, input.projectName);
  if (project.webhook !== undefined) {
    throw new AwsError("ResourceAlreadyExistsException", `Webhook of project ${project.name} already exists`);
  }
  const { projectName: _name, ...settings } = input;
  const token = randomBytes(16).toString("hex");
  const payloadUrl = `https://codebuild.${scope.region}.amazonaws.com/webhooks?t=${token}&v=1`;
  project.webhook = { ...settings, url: `${project.source.location}/hooks/1`, payloadUrl };
  // The secret is told once.
  return { webhook: { ...project.webhook, secret: randomBytes(16).toString("hex") } };
}

function updateWebhook(input: z.output<typeof webhookInput>, scope: Scope): object {
  const { projectName, ...settings } = input;
  const project = projectNamed(scope, projectName);
  if (project.webhook === undefined) throw noWebhook(project);
  project.webhook = { ...project.webhook, ...settings };
  return { webhook: project.webhook };
}

function deleteWebhook({ projectName }: z.output<typeof ofProject>, scope: Scope): object {
  const project = projectNamed(scope, projectName);
  if (project.webhook === undefined) throw noWebhook(project);
  delete project.webhook;
  return {};
}

function noWebhook({ name }: Project): AwsError {
  return new AwsError("ResourceNotFoundException", `Project ${name} has no webhook`);
}

interface SourceCredential {
  readonly arn: string;
  readonly serverType: string;
  readonly authType: string;
}

// One credential per kind of server, as on AWS.
const credentialsIn = new ScopedState(() => new Map<string, SourceCredential>());

function importSourceCredentials(input: z.output<typeof credentialInput>, scope: Scope): object {
  const { serverType, authType } = input;
  const arn = scope.arn("codebuild", `token/${serverType.toLowerCase().replaceAll("_", "-")}`);
  credentialsIn.of(scope).set(arn, { arn, serverType, authType });
  return { arn };
}

function listSourceCredentials(_input: object, scope: Scope): object {
  return { sourceCredentialsInfos: [...credentialsIn.of(scope).values()] };
}

function deleteSourceCredentials({ arn }: { arn: string }, scope: Scope): object {
  if (credentialsIn.of(scope).delete(arn)) return { arn };
  throw new AwsError("ResourceNotFoundException", `No source credential has the ARN ${arn}`);
}

/** Who started a build, as BatchGetBuilds names it. */
function initiatorOf(caller: Caller): string {
  if (caller.kind === "account") return "root";
  return caller.kind === "user" ? caller.userName : (caller.arn.split(":assumed-role/")[1] ?? caller.arn);
}

function buildIds(
  scope: Scope,
  order: z.output<typeof sorted>["sortOrder"],
  isWanted: (build: Build) => boolean,
): string[] {
  const ids = buildsIn
    .of(scope)
    .map(({ build }) => build)
    .filter(isWanted)
    .map(({ id }) => id);
  return order === "ASCENDING" ? ids : ids.reverse();
}
