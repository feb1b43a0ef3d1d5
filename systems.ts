import type { Construct } from "constructs";
import type { z } from "zod/mini";
import { moveLogicalIds } from "./modules/logical-ids/moved";
import type { CheckedEntry } from "./settings/check-entry";
import { cloudfrontContinuousDeploymentSchema } from "./settings/schema/cloudfront-continuous-deployment";
import { commitStatusSchema } from "./settings/schema/commit-status";
import type { CommonSettings } from "./settings/schema/common";
import { ecrPushBlueGreenSchema } from "./settings/schema/ecr-push-blue-green";
import { ecrPushToEcsSchema } from "./settings/schema/ecr-push-to-ecs";
import { githubActionsToEcsSchema } from "./settings/schema/github-actions-to-ecs";
import { githubConnectionSchema } from "./settings/schema/github-connection";
import { githubToEcsSchema } from "./settings/schema/github-to-ecs";
import type { ProjectSettings } from "./settings/schema/project";
import { oneOf } from "./settings/schema/types";
import { CloudfrontContinuousDeployment } from "./stacks/cloudfront-continuous-deployment";
import { CommitStatusOfPipelines } from "./stacks/commit-status";
import { EcrPushBlueGreen } from "./stacks/ecr-push-blue-green";
import { EcrPushToEcs } from "./stacks/ecr-push-to-ecs";
import { GithubActionsToEcs } from "./stacks/github-actions-to-ecs";
import { GithubConnection } from "./stacks/github-connection";
import { GithubToEcs } from "./stacks/github-to-ecs";
import type { ProjectStack, ProjectStackProps } from "./stacks/project-stack";
import type { Story } from "./tools/try/story";

/** One kind of stack: what its settings may say, what is made of them, and what `npm run try` plays. */
export interface System<T extends CommonSettings> {
  readonly schema: z.ZodMiniType<T>;
  readonly stack: new (scope: Construct, props: ProjectStackProps<T>) => ProjectStack;
  /** Loaded only by who plays it. */
  readonly story: () => Promise<Story<T>>;
}

const system = <T extends CommonSettings>(parts: System<T>): System<T> => parts;

/** Every system, by the name that settings give. */
export const systems = {
  "github-to-ecs": system({
    schema: githubToEcsSchema,
    stack: GithubToEcs,
    story: () => import("./tools/try/stories/github-to-ecs.ts"),
  }),
  "ecr-push-to-ecs": system({
    schema: ecrPushToEcsSchema,
    stack: EcrPushToEcs,
    story: () => import("./tools/try/stories/ecr-push-to-ecs.ts"),
  }),
  "ecr-push-blue-green": system({
    schema: ecrPushBlueGreenSchema,
    stack: EcrPushBlueGreen,
    story: () => import("./tools/try/stories/ecr-push-blue-green.ts"),
  }),
  "commit-status": system({
    schema: commitStatusSchema,
    stack: CommitStatusOfPipelines,
    story: () => import("./tools/try/stories/commit-status.ts"),
  }),
  "github-actions-to-ecs": system({
    schema: githubActionsToEcsSchema,
    stack: GithubActionsToEcs,
    story: () => import("./tools/try/stories/github-actions-to-ecs.ts"),
  }),
  "cloudfront-continuous-deployment": system({
    schema: cloudfrontContinuousDeploymentSchema,
    stack: CloudfrontContinuousDeployment,
    story: () => import("./tools/try/stories/cloudfront-continuous-deployment.ts"),
  }),
  "github-connection": system({
    schema: githubConnectionSchema,
    stack: GithubConnection,
    story: () => import("./tools/try/stories/github-connection.ts"),
  }),
};

type SettingsOf<S> = S extends System<infer T> ? T : never;

/** The settings of one stack, of any system. */
export type StackSettings = SettingsOf<(typeof systems)[keyof typeof systems]>;

/** What the settings of any stack may say. */
export const stackSchema = oneOf<StackSettings>(
  "system",
  Object.values(systems).map(({ schema }) => schema as z.ZodMiniType<StackSettings>),
);

/** The system that settings name. */
export function systemOf<T extends StackSettings>(settings: T): System<T> {
  return systems[settings.system] as unknown as System<T>;
}

/** The stack that settings describe. */
export function createStack(
  scope: Construct,
  project: ProjectSettings,
  settings: StackSettings,
): ProjectStack {
  const { stack: Stack } = systemOf(settings);
  const stack = new Stack(scope, { project, settings });
  moveLogicalIds(stack, settings.moved ?? {});
  return stack;
}

/** The stacks of checked entries, each followed by those that it needs in other accounts. An entry that was repaired is made in every way of its repair, and never written. */
export function createStacks(
  scope: Construct,
  project: ProjectSettings,
  entries: readonly CheckedEntry<StackSettings>[],
): readonly ProjectStack[] {
  return entries.flatMap(({ settings, otherRepairs }) => {
    for (const other of otherRepairs) createStack(scope, project, other);
    const stack = createStack(scope, project, settings);
    return [stack, ...stack.deployAccounts];
  });
}
