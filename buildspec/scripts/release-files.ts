import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { releaseFiles } from "../../modules/ecs/release/release-files";
import type { MigrationTask } from "../../modules/ecs/task-definition/migration-task-definition";
import type { Problem } from "../../modules/ecs/task-definition/problem";
import { problemLine } from "../../modules/ecs/task-definition/problem-line";
import { missingFile, noImageUri, noJson } from "../../modules/ecs/task-definition/problems";
import type { Images } from "../../modules/ecs/task-definition/with-images";

// Runs in the build: files and variables in, files or readable lines out. What they mean is in modules/ecs.

const { env } = process;
const problems: string[] = [];

/** An empty variable is none: a project cannot leave one out by its value. */
function variable(name: string): string | undefined {
  return env[name] || undefined;
}

function readFile(folder: string, fileName: string, what = fileName): string | undefined {
  const path = join(folder, fileName);
  if (existsSync(path)) return readFileSync(path, "utf8");
  note(what, missingFile(fileName));
  return undefined;
}

function note(what: string, found: readonly Problem[]): void {
  problems.push(...found.map((problem) => `Error: ${what}: ${problemLine(problem)}`));
}

/** The URIs with their digests that the image sources wrote, by container. */
function pushedImages(): Images {
  const artifacts = JSON.parse(variable("IMAGE_ARTIFACTS") ?? "{}") as Readonly<Record<string, string>>;
  const images: Record<string, string> = {};
  for (const [containerName, artifact] of Object.entries(artifacts)) {
    const what = `imageDetail.json of ${artifact}`;
    const text = readFile(variable(`CODEBUILD_SRC_DIR_${artifact}`) ?? artifact, "imageDetail.json", what);
    const uri = text === undefined ? undefined : imageUri(what, text);
    if (uri !== undefined) images[containerName] = uri;
  }
  return images;
}

function imageUri(what: string, text: string): string | undefined {
  let detail: { readonly ImageURI?: unknown } | null = null;
  try {
    detail = JSON.parse(text);
  } catch (error) {
    note(what, noJson(text, error));
    return undefined;
  }
  const uri = detail?.ImageURI;
  if (typeof uri === "string" && uri.includes("@sha256:")) return uri;
  note(what, noImageUri("ImageURI", uri));
  return undefined;
}

function migrationTask(): MigrationTask | undefined {
  const family = variable("MIGRATION_FAMILY");
  if (family === undefined) return undefined;
  const command = JSON.parse(variable("MIGRATION_COMMAND") ?? "[]") as readonly string[];
  return { family, containerName: variable("MIGRATION_CONTAINER") ?? "", command };
}

function main(): void {
  const taskDefinition = readFile(".", "taskdef.json");
  const appSpec = readFile(".", "appspec.yaml");
  const images = pushedImages();
  if (taskDefinition !== undefined && appSpec !== undefined) {
    const release = releaseFiles({
      taskDefinition,
      appSpec,
      images,
      roles: {
        taskRoleArn: variable("TASK_ROLE_ARN"),
        executionRoleArn: variable("EXECUTION_ROLE_ARN"),
      },
      usesPlaceholders: variable("IMAGE_PLACEHOLDERS") === "true",
      migration: migrationTask(),
    });
    for (const { file, path, text } of release.warnings) {
      console.log(`Warning: ${file}: ${path === "" ? "" : `${path}: `}${text}`);
    }
    for (const problem of release.problems) note(problem.file, [problem]);
    if (problems.length === 0) write(release.files);
  }
  for (const line of problems) console.log(line);
  if (problems.length > 0) process.exitCode = 1;
  else for (const [containerName, uri] of Object.entries(images)) console.log(`${containerName}: ${uri}`);
}

function write(files: Readonly<Record<string, string>>): void {
  // All of this folder becomes the artifact, so nothing of the source may be in it.
  rmSync("release", { recursive: true, force: true });
  mkdirSync("release");
  for (const [name, text] of Object.entries(files)) writeFileSync(join("release", name), text);
}

main();
