import type { GithubConnectionSettings } from "../../../settings/schema/github-connection";
import { githubConnection } from "../minimal-entries";

export const completeGithubConnection: GithubConnectionSettings = githubConnection({
  name: "shop",
  region: "us-east-1",
  logicalId: "shop",
  moved: { before: "shop" },
  connectionName: "shop",
});
