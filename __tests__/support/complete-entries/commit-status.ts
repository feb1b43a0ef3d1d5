import type { CommitStatusSystemSettings } from "../../../settings/schema/commit-status";
import { commitStatus } from "../minimal-entries";
import { common, statusOptions } from "./parts";

/** Statuses of pipelines by a GitHub App. */
export const completeCommitStatus: CommitStatusSystemSettings = commitStatus({
  ...statusOptions(),
  ...common,
  pipelines: ["arn:aws:codepipeline:us-east-1:123456789012:shop", "web-*"],
  token: {
    githubAppId: "1234567",
    installationId: "7654321",
    privateKey: {
      secretsManagerSecret: "github/app",
      jsonKey: "key",
      kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/seven",
    },
  },
  sourceArtifacts: { shop: "Source" },
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/three",
});
