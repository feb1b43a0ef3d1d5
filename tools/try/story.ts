import type { LocalAccount } from "../../local/aws/local-account";
import type { PipelineSettings } from "../../settings/schema/pipelines";
import { githubPushStory } from "./github-push-story";
import { imagePushStory } from "./image-push-story";

/** Plays what a stack is there for: a push, and what it starts. */
export async function play(entry: PipelineSettings, account: LocalAccount, githubUrl: string): Promise<void> {
  switch (entry.system) {
    case "github-to-ecs":
      return githubPushStory(entry, account, githubUrl);
    case "ecr-push-to-ecs":
      return imagePushStory(entry, account);
  }
}
