import { mkdtempSync } from "node:fs";
import { dirname, join } from "node:path";
import { App } from "cdktf";
import type { Workspace } from "../../local/terraform/workspace";
import type { ProjectSettings } from "../../settings/schema/project";
import { createStack, type StackSettings } from "../../systems";
import { showProgress } from "./progress";
import { heading, say } from "./say";
import type { PlayedStack } from "./story";

/** The stack of a story, in the folder where the real Terraform runs it. */
export class AppliedStack implements PlayedStack<StackSettings> {
  constructor(
    private readonly workspace: Workspace,
    private readonly project: ProjectSettings,
  ) {}

  /** Applies what the folder holds. */
  async deploy(what = "terraform apply"): Promise<void> {
    heading(what);
    await this.workspace.init();
    await showProgress(await this.workspace.start(["apply", "-auto-approve"]));
  }

  /** Writes the stack of other settings into the folder: they differ from the checked ones only in what a story has to change. */
  async rewrite(settings: StackSettings): Promise<void> {
    // Beside the folder, so that it goes with it.
    const outdir = mkdtempSync(join(dirname(this.workspace.folder), "rewritten-"));
    const app = new App({ outdir, stackTraces: false });
    const stack = createStack(app, this.project, settings);
    app.synth();
    await this.workspace.replaceConfiguration(join(outdir, "stacks", stack.node.id));
  }

  async change(settings: StackSettings): Promise<void> {
    await this.rewrite(settings);
    await showProgress(await this.workspace.start(["apply", "-auto-approve"]));
  }

  async showPlan(): Promise<void> {
    const { hasChanges, stdout } = await this.workspace.plan();
    say(`  terraform   plan: ${hasChanges ? `changes\n${stdout}` : "no changes"}`);
  }
}
