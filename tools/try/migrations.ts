import type { LocalAccount } from "../../local/aws/local-account";
import { dockerRuns, tasksRun } from "../../local/aws/local-containers";
import type { ActionRun } from "../../local/aws/pipeline-run";
import { buildIdOf } from "./build-id";

const ofTask = /^Task: (https:\/\/\S+\/tasks\/([0-9a-f]+)\?\S+)$/;
const ofDocker = /^(The migration succeeded\.|Error: the migration failed: docker run .*)$/;

/** What a build ran as the migration of a release: the command, what it came to, and where that is seen; else nothing. */
export async function migrationLines(account: LocalAccount, action: ActionRun): Promise<readonly string[]> {
  const buildId = buildIdOf(action);
  if (buildId === undefined) return [];
  const log = await account.buildLog(buildId);
  const [, link = "", taskId] = log.map((line) => ofTask.exec(line)).find((found) => found !== null) ?? [];
  if (taskId !== undefined) {
    const task = (await tasksRun(account)).find(({ taskArn }) => taskArn.endsWith(`/${taskId}`));
    const ended = (task?.containers ?? []).map(
      ({ name, command, exitCode }) => `one-off task, ${name}: ${inWords(command, exitCode)}`,
    );
    return [...ended, link, ...log.filter((line) => line.startsWith("Log: "))];
  }
  const run = (await dockerRuns(account)).at(-1);
  if (run === undefined || !log.some((line) => ofDocker.test(line))) return [];
  return [`docker run ${run.repository}@${run.digest}: ${inWords(run.command, run.exitCode)}`];
}

function inWords(command: readonly string[], exitCode: number | undefined): string {
  const ended = exitCode === undefined ? "no exit code" : `exit code ${exitCode}`;
  return command.length === 0 ? ended : `${command.join(" ")}, ${ended}`;
}
