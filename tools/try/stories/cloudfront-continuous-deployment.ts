import type { CloudfrontContinuousDeploymentSettings } from "../../../settings/schema/cloudfront-continuous-deployment";
import { createMentioned } from "../existing/resources";
import type { StoryContext } from "../story";

type Settings = CloudfrontContinuousDeploymentSettings;

/** What exists outside the project. */
export async function prepare(settings: Settings, context: StoryContext): Promise<void> {
  await createMentioned(settings, context.account);
}

/** A release that is approved, and one that is rejected. */
export async function play(_settings: Settings, _context: StoryContext): Promise<void> {}
