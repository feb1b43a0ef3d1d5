import type { Build } from "../../../local/aws/codebuild/build";
import type { TestAccount } from "./on-local-aws";

/** What AWS documents for every role of a build. */
export const LOGS = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];

/** A project without a source whose role may write logs and do what is named. */
export async function createProject(
  account: TestAccount,
  buildspec: string | object,
  changes: object = {},
  actions: readonly string[] = [],
): Promise<void> {
  const text = typeof buildspec === "string" ? buildspec : JSON.stringify({ version: "0.2", ...buildspec });
  await account.call("codebuild", "CreateProject", {
    name: "build",
    serviceRole: await account.createRole("build", "codebuild.amazonaws.com", [...LOGS, ...actions]),
    artifacts: { type: "NO_ARTIFACTS" },
    environment: { type: "LINUX_CONTAINER", image: "image", computeType: "BUILD_GENERAL1_SMALL" },
    ...changes,
    source: {
      type: "NO_SOURCE",
      buildspec: text,
      ...("source" in changes ? (changes.source as object) : {}),
    },
  });
}

/** A specification whose build phase has these commands. */
export function commands(...all: readonly string[]): object {
  return { phases: { build: { commands: all } } };
}

export async function startBuild(account: TestAccount, overrides: object = {}): Promise<string> {
  const answer = await account.call("codebuild", "StartBuild", { projectName: "build", ...overrides });
  return (answer as { build: Build }).build.id;
}

export async function buildOf(account: TestAccount, id: string): Promise<Build> {
  const { builds } = (await account.call("codebuild", "BatchGetBuilds", { ids: [id] })) as {
    builds: Build[];
  };
  const [build] = builds;
  if (build === undefined) throw new Error(`There is no build ${id}.`);
  return build;
}

/** The build once it has ended. */
export async function endedBuild(account: TestAccount, id: string): Promise<Build> {
  for (;;) {
    const build = await buildOf(account, id);
    if (build.buildComplete) return build;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Starts a build and waits for its end; `output` is what its commands printed. */
export async function run(
  account: TestAccount,
  overrides: object = {},
): Promise<{ readonly build: Build; readonly output: readonly string[]; readonly log: readonly string[] }> {
  const build = await endedBuild(account, await startBuild(account, overrides));
  const log = await account.buildLog(build.id);
  return { build, log, output: log.filter((line) => !line.startsWith("[Container] ")) };
}

/** Waits until a line is in the log of a build that runs. */
export async function printed(account: TestAccount, id: string, line: string): Promise<void> {
  for (;;) {
    if ((await account.buildLog(id)).includes(line)) return;
    const { buildComplete } = await buildOf(account, id);
    if (buildComplete) throw new Error(`The build ended without the line "${line}".`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Each phase that has ended, with its status. */
export function phasesOf({ phases }: Build): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    phases
      .filter(({ phaseStatus }) => phaseStatus)
      .map(({ phaseType, phaseStatus }) => [phaseType, phaseStatus]),
  );
}
