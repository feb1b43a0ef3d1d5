import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { App } from "cdktf";
import type { CommonSettings } from "../../settings/schema/common";
import { ProjectStack } from "../../stacks/project-stack";
import { project } from "./minimal-entries";

const outdir = join(__dirname, "../../node_modules/.cache/unit-tests.out");

/** An app whose stacks are looked at and never written. */
export function unwrittenApp(options: { readonly hclOutput?: boolean } = {}): App {
  // CDKTF makes the folder by itself, but two test files at the same moment would trip over each other.
  mkdirSync(join(outdir, "stacks"), { recursive: true });
  return new App({ outdir, stackTraces: false, ...options });
}

/** A stack of this project with providers and nothing else, to test one module in. */
export class BareStack extends ProjectStack {
  constructor(scope: App = unwrittenApp(), settings: Partial<CommonSettings> = {}) {
    super(scope, { project, settings: { stack: "bare", ...settings } });
    new GithubProvider(this, "github", { owner: "example-organization" });
    new RandomProvider(this, "random");
  }
}
