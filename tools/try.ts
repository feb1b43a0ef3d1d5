import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { LocalAccount } from "../local/aws/local-account";
import { missingForBench, openWorkspace, type RunningBench, startBench } from "../local/bench";
import { summaryOf } from "../local/terraform/found-providers";
import type { Workspace } from "../local/terraform/workspace";
import { pipelines } from "../settings/pipelines";
import type { PipelineSettings } from "../settings/schema/pipelines";
import { tryArguments } from "./try/arguments";
import { prepare } from "./try/prepare";
import { showProgress } from "./try/progress";
import { heading, say } from "./try/say";
import { play } from "./try/story";

const projectFolder = join(__dirname, "..");
const accountId = "123456789012";

/** Writes the stacks as `npm run synth` does; its own report says what is wrong with the settings, if anything is. */
function synth(): void {
  const { status, stderr } = spawnSync("npm", ["run", "--silent", "synth"], {
    cwd: projectFolder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
}

async function deploy(workspace: Workspace): Promise<void> {
  heading("terraform apply");
  await workspace.init();
  await showProgress(await workspace.start(["apply", "-auto-approve"]));
}

async function planAgain(workspace: Workspace): Promise<void> {
  heading("terraform plan, once more");
  const { hasChanges, stdout } = await workspace.plan();
  say(hasChanges ? stdout : "no changes");
}

async function keepRunning(bench: RunningBench, account: LocalAccount, workspace: Workspace): Promise<void> {
  heading("it keeps running until you press Ctrl-C; to look around");
  say(
    `export AWS_ACCESS_KEY_ID=${account.accountId} AWS_SECRET_ACCESS_KEY=local AWS_DEFAULT_REGION=${account.region}`,
  );
  say(`aws --endpoint-url ${bench.awsEndpoint} codepipeline list-pipelines`);
  say(`cd ${workspace.folder} && terraform state list`);
  await new Promise(() => {});
}

async function tryStack(bench: RunningBench, entry: PipelineSettings, keep: boolean): Promise<void> {
  const account = new LocalAccount(bench.awsEndpoint, accountId);
  const stackFolder = join(projectFolder, "cdktf.out", "stacks", entry.stack);
  const workspace = await openWorkspace(bench, account, stackFolder);
  try {
    await prepare(account, entry);
    await deploy(workspace);
    await play(entry, account, bench.githubUrl);
    await planAgain(workspace);
    if (keep) await keepRunning(bench, account, workspace);
  } finally {
    await workspace.close();
  }
}

async function main(): Promise<void> {
  const { entry, keep } = tryArguments(process.argv.slice(2), pipelines);
  const missing = await missingForBench();
  if (missing !== undefined) throw new Error(missing);
  synth();
  const bench = await startBench();
  const stop = () => bench.stop().finally(() => process.exit(130));
  process.once("SIGINT", stop).once("SIGTERM", stop);
  say(`${entry.stack}: a local AWS at ${bench.awsEndpoint}, a local GitHub at ${bench.githubUrl}`);
  say(summaryOf(bench.providers));
  try {
    await tryStack(bench, entry, keep);
  } finally {
    await bench.stop();
  }
  say("\nCleaned up: nothing of this is left.");
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
