import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { LocalAccount } from "../local/aws/local-account";
import { missingForBench, openWorkspace, startBench } from "../local/bench";
import { summaryOf } from "../local/terraform/found-providers";
import { ownSettings } from "../local/terraform/terraform-environment";
import type { Workspace } from "../local/terraform/workspace";
import { credentialsOf, knownAccountId } from "../stacks/credentials";
import { deployAccountsOf } from "../stacks/release/deploy-account";
import { systemOf } from "../systems";
import { AppliedStack } from "./try/applied-stack";
import { tryArguments } from "./try/arguments";
import { exportsOf } from "./try/exports";
import { interruption } from "./try/interruption";
import { showPermissions } from "./try/permissions";
import { heading, say } from "./try/say";

const projectFolder = join(__dirname, "..");
const defaultAccountId = "123456789012";
/** What would win over the access key of the local AWS in a shell that has it. */
const otherIdentities = ["AWS_PROFILE", "AWS_SESSION_TOKEN"];

/** Writes the stacks as `npm run synth` does; its own report says what is wrong with the settings, if anything is. */
function synth(): void {
  // Without npm, which keeps a cache of its own in the temporary folder.
  const { status, stderr } = spawnSync(process.execPath, ["-r", "./tools/typescript.cjs", "main.ts"], {
    cwd: projectFolder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
}

async function planAgain(workspace: Workspace): Promise<void> {
  heading("terraform plan, once more");
  const { hasChanges, stdout } = await workspace.plan();
  say(hasChanges ? stdout : "no changes");
}

async function sayHowToLookAround(workspace: Workspace): Promise<void> {
  const environment = await workspace.environmentForOthers();
  heading("It keeps running until you press Ctrl-C. To look around, paste this into another shell:");
  for (const line of exportsOf(environment, [...otherIdentities, ...ownSettings()])) say(`  ${line}`);
  say(`  cd ${workspace.folder}`);
  say("  terraform plan");
  say("  aws codepipeline list-pipelines");
}

async function main(): Promise<void> {
  const interrupted = interruption();
  // Before the settings are read, so that the report of a mistake in them is the one of a synth.
  synth();
  const { project } = await import("../settings/project.ts");
  const { stacks } = await import("../settings/stacks.ts");
  const { entry, keep } = tryArguments(process.argv.slice(2), stacks, process.env);
  const missing = await missingForBench();
  if (missing !== undefined) throw new Error(missing);

  const story = await systemOf(entry).story();
  const bench = await startBench();
  const credentials = credentialsOf(project, entry);
  const accountId =
    knownAccountId(credentials) ??
    credentials.allowedAccountIds?.[0] ??
    story.accountId?.(entry) ??
    defaultAccountId;
  const account = new LocalAccount(bench.awsEndpoint, accountId, entry.region ?? project.region);
  const open = (stack: string, owner: LocalAccount, variables: Readonly<Record<string, string>> = {}) =>
    openWorkspace(bench, owner, join(projectFolder, "cdktf.out/stacks", stack), {
      variables,
      // The state's bucket or organization is not of this machine, nor is an enterprise's GitHub.
      localState: true,
      localGithub: true,
    });
  const workspace = await open(entry.stack, account, story.variables?.(entry));
  const others: Workspace[] = [];
  say(`${entry.stack}: a local AWS at ${bench.awsEndpoint}, a local GitHub at ${bench.githubUrl}`);
  say(summaryOf(bench.providers));

  const tryStack = async () => {
    const context = { account, githubUrl: bench.githubUrl };
    await story.prepare(entry, context);
    for (const { stack, accountId: id } of deployAccountsOf(entry)) {
      const other = await open(stack, new LocalAccount(bench.awsEndpoint, id, account.region));
      others.push(other);
      await new AppliedStack(other, project).deploy(`terraform apply, in account ${id}: ${stack}`);
    }
    const stack = new AppliedStack(workspace, project);
    const first = story.firstApplied?.(entry) ?? entry;
    if (first !== entry) await stack.rewrite(first);
    await stack.deploy();
    await story.play(entry, { ...context, stack });
    await showPermissions([workspace, ...others], account);
    await planAgain(workspace);
    if (!keep) return;
    await sayHowToLookAround(workspace);
    await interrupted.asked;
  };
  try {
    await interrupted.stops(tryStack());
  } finally {
    for (const one of [workspace, ...others]) await one.close();
    await bench.stop();
  }
  say("\nCleaned up: nothing of this is left.");
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
