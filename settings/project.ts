import type { ProjectSettings } from "./schema/project";

/** What holds for all pipelines. */
export const project: ProjectSettings = {
  region: "ap-northeast-1",
  defaultTags: { ManagedBy: "terraform" },
};
