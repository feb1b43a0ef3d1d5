import type { EcrPushBlueGreenSettings } from "../../../settings/schema/ecr-push-blue-green";
import type { StoryContext } from "../story";

export async function prepare(_settings: EcrPushBlueGreenSettings, _context: StoryContext): Promise<void> {}

export async function play(_settings: EcrPushBlueGreenSettings, _context: StoryContext): Promise<void> {}
