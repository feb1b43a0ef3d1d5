import type { ProjectSettings } from "../../../settings/schema/project";
import { assumeRole } from "./parts";

export const completeProjects: readonly ProjectSettings[] = [
  {
    region: "ap-northeast-1",
    defaultTags: { Team: "shop" },
    allowedAccountIds: ["123456789012"],
    assumeRole: assumeRole(),
    backend: {
      type: "s3",
      bucket: "shop-state",
      region: "us-east-1",
      keyPrefix: "pipelines/shop",
      kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/three",
    },
  },
  {
    region: "ap-northeast-1",
    backend: {
      type: "cloud",
      organization: "shop",
      workspacePrefix: "pipelines-",
      hostname: "app.terraform.io",
    },
  },
];
