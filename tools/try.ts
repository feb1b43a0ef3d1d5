import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { LocalAccount } from "../local/aws/local-account";
import { type Bench, missingForBench, openWorkspace, startBench } from "../local/bench";
import { summaryOf } from "../local/terraform/found-providers";
import type { Workspace } from "../local/terraform/workspace";
import { project } from "../settings/project";
import { stacks } from "../settings/stacks";
import { systemOf } from "../systems";
import { tryArguments } from "./try/arguments";
import { interruption } from "./try/interruption";
import { showProgress } from "./try/progress";
import { heading, say } from "./try/say";

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

function sayHowToLookAround(bench: Bench, account: LocalAccount, workspace: Workspace): void {
  heading("It keeps running until you press Ctrl-C. To look around:");
  say(`  export AWS_ACCESS_KEY_ID=${account.accountId} AWS_SECRET_ACCESS_KEY=local`);
  say(`  aws --endpoint-url ${bench.awsEndpoint} --region ${account.region} codepipeline list-pipelines`);
  say(`  terraform -chdir=${workspace.folder} state list`);
}

async function main(): Promise<void> {
  const { entry, keep } = tryArguments(process.argv.slice(2), stacks);
  const missing = await missingForBench();
  if (missing !== undefined) throw new Error(missing);
  synth();

  const bench = await startBench();
  const account = new LocalAccount(bench.awsEndpoint, accountId, entry.region ?? project.region);
  const workspace = await openWorkspace(bench, account, join(projectFolder, "cdktf.out/stacks", entry.stack));
  say(`${entry.stack}: a local AWS at ${bench.awsEndpoint}, a local GitHub at ${bench.githubUrl}`);
  say(summaryOf(bench.providers));

  const interrupted = interruption();
  const tryStack = async () => {
    const context = { account, githubUrl: bench.githubUrl };
    const story = await systemOf(entry).story();
    await story.prepare(entry, context);
    await deploy(workspace);
    await story.play(entry, context);
    await planAgain(workspace);
    if (!keep) return;
    sayHowToLookAround(bench, account, workspace);
    await interrupted.asked;
  };
  try {
    await interrupted.stops(tryStack());
  } finally {
    await workspace.close();
    await bench.stop();
  }
  say("\nCleaned up: nothing of this is left.");
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
