import type { App } from "cdktf";
import type { PipelineSettings } from "../../settings/schema/pipelines";
import type { ProjectSettings } from "../../settings/schema/project";
import type { PipelineStack } from "../../stacks/base";
import { createStack } from "../../stacks/systems";
import { unwrittenApp } from "./bare-stack";
import { project } from "./minimal-entries";

interface Surroundings {
  readonly app?: App;
  readonly project?: Partial<ProjectSettings>;
}

/** The stack of an entry, in an app of its own. */
export function stackOf(entry: PipelineSettings, surroundings: Surroundings = {}): PipelineStack {
  const { app = unwrittenApp(), project: changes } = surroundings;
  return createStack(app, { ...project, ...changes }, entry);
}
