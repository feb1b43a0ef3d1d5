import type { App } from "cdktf";
import type { ProjectSettings } from "../../settings/schema/project";
import type { PipelineStack } from "../../stacks/pipeline-stack";
import { createStack, type StackSettings } from "../../systems";
import { unwrittenApp } from "./bare-stack";
import { project } from "./minimal-entries";

interface Surroundings {
  readonly app?: App;
  readonly project?: Partial<ProjectSettings>;
}

/** The stack of an entry, in an app of its own. */
export function stackOf(entry: StackSettings, surroundings: Surroundings = {}): PipelineStack {
  const { app = unwrittenApp(), project: changes } = surroundings;
  return createStack(app, { ...project, ...changes }, entry) as PipelineStack;
}
