import { appSpecProblems } from "../app-spec/app-spec-problems";
import { readAppSpec } from "../app-spec/read-app-spec";
import { containersOf, placeOf } from "../task-definition/containers";
import { imagePlaceholders, placeholderProblems } from "../task-definition/image-placeholders";
import { type MigrationTask, migrationTaskDefinition } from "../task-definition/migration-task-definition";
import type { Problem } from "../task-definition/problem";
import { missingMigrationContainer } from "../task-definition/problems";
import { readTaskDefinition } from "../task-definition/read-task-definition";
import { taskDefinitionProblems } from "../task-definition/task-definition-problems";
import { taskDefinitionWarnings } from "../task-definition/task-definition-warnings";
import type { TaskDefinitionWarning } from "../task-definition/warnings";
import { type Images, imageProblems, withImages } from "../task-definition/with-images";
import { type TaskRoleArns, withRoles } from "../task-definition/with-roles";
import { withoutReadOnlyKeys } from "../task-definition/without-read-only-keys";

/** The two files that CodePipeline's blue/green action reads, and the migration's task definition. */
export type ReleaseFile = "taskdef.json" | "appspec.yaml" | "migration-taskdef.json";

/** What a release's files are made of. */
export interface ReleaseInput {
  /** The text of a task definition, as `describe-task-definition` answers it or as it is registered. */
  readonly taskDefinition: string;
  readonly appSpec: string;
  /** The pushed images by container name. */
  readonly images: Images;
  readonly roles: TaskRoleArns;
  /** Whether CodePipeline fills the images in, and not the build. */
  readonly usesPlaceholders: boolean;
  readonly migration?: MigrationTask | undefined;
}

type InFile<Said> = Said & { readonly file: ReleaseFile };

/** A release's files, none of them where there are problems. */
export interface ReleaseFiles {
  readonly files: Readonly<Partial<Record<ReleaseFile, string>>>;
  readonly problems: readonly InFile<Problem>[];
  readonly warnings: readonly InFile<TaskDefinitionWarning>[];
}

/** Makes a release's files: what the build runs, and what a synth can run beforehand. */
export function releaseFiles(input: ReleaseInput): ReleaseFiles {
  const read = readTaskDefinition(input.taskDefinition);
  if (read.text === undefined) {
    return { files: {}, problems: inFile("taskdef.json", read.problems), warnings: [] };
  }
  const template = withRoles(withoutReadOnlyKeys(read.text), input.roles);
  const taskDefinition = withImages(template, input.images);
  const placeholders = input.usesPlaceholders ? imagePlaceholders(Object.keys(input.images)) : {};
  const deployed = withImages(taskDefinition, placeholders);
  const warnings = [
    ...inFile("taskdef.json", taskDefinitionWarnings(taskDefinition)),
    ...(readAppSpec(input.appSpec) === undefined ? inFile("appspec.yaml", [notChecked]) : []),
  ];
  const problems = [
    ...inFile("taskdef.json", [
      ...imageProblems(template, Object.keys(input.images)),
      ...taskDefinitionProblems(taskDefinition),
      ...placeholderProblems(deployed, placeholders),
    ]),
    ...inFile("appspec.yaml", appSpecProblems(input.appSpec, taskDefinition)),
  ];
  const migration = migrationFile(taskDefinition, input.migration, problems.length === 0);
  if (problems.length + migration.problems.length > 0) {
    return { files: {}, problems: [...problems, ...migration.problems], warnings };
  }
  return {
    files: { "taskdef.json": deployed, "appspec.yaml": input.appSpec, ...migration.files },
    problems: [],
    warnings,
  };
}

const notChecked: TaskDefinitionWarning = {
  path: "",
  text: "It uses more of YAML than this build reads, and goes to CodeDeploy unchecked.",
};

function migrationFile(
  taskDefinition: string,
  migration: MigrationTask | undefined,
  isSound: boolean,
): Pick<ReleaseFiles, "files" | "problems"> {
  if (migration === undefined) return { files: {}, problems: [] };
  if (placeOf(taskDefinition, migration.containerName) < 0) {
    const names = containersOf(taskDefinition).map(({ name }) => name);
    const missing = missingMigrationContainer(migration.containerName, names);
    return { files: {}, problems: inFile("migration-taskdef.json", missing) };
  }
  if (!isSound) return { files: {}, problems: [] };
  const text = migrationTaskDefinition(taskDefinition, migration);
  return {
    files: { "migration-taskdef.json": text },
    problems: inFile("migration-taskdef.json", taskDefinitionProblems(text)),
  };
}

function inFile<Said>(file: ReleaseFile, said: readonly Said[]): readonly InFile<Said>[] {
  return said.map((one) => ({ ...one, file }));
}
