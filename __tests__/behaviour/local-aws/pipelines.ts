import type { TestAccount } from "./on-local-aws";

/** The least that CodePipeline takes: an ECR source and an approval. */
export function imagePipeline(roleArn: string, changes: object = {}) {
  return {
    name: "pipeline",
    roleArn,
    artifactStore: { type: "S3", location: "artifacts" },
    pipelineType: "V2",
    stages: [
      { name: "Source", actions: [ecrSource] },
      { name: "Approve", actions: [approval] },
    ],
    ...changes,
  };
}

export const ecrSource = {
  name: "Image",
  actionTypeId: { category: "Source", owner: "AWS", provider: "ECR", version: "1" },
  configuration: { RepositoryName: "app", ImageTag: "latest" },
  outputArtifacts: [{ name: "image" }],
};

export const githubSource = {
  name: "Code",
  actionTypeId: { category: "Source", owner: "ThirdParty", provider: "GitHub", version: "1" },
  configuration: { Owner: "o", Repo: "r", Branch: "main", OAuthToken: "token" },
  outputArtifacts: [{ name: "code" }],
};

export const build = {
  name: "Build",
  actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
  configuration: { ProjectName: "build" },
  inputArtifacts: [{ name: "image" }],
};

export const approval = {
  name: "Approve",
  actionTypeId: { category: "Approval", owner: "AWS", provider: "Manual", version: "1" },
};

/** A repository `app` and a pipeline that takes its image `latest`. */
export async function createImagePipeline(account: TestAccount, changes: object = {}): Promise<void> {
  await account.call("ecr", "CreateRepository", { repositoryName: "app" });
  const roleArn = await account.createRole("pipeline", "codepipeline.amazonaws.com");
  await account.call("codepipeline", "CreatePipeline", { pipeline: imagePipeline(roleArn, changes) });
}

/** A pipeline that takes the branch main of a GitHub repository. */
export async function createGithubPipeline(account: TestAccount): Promise<void> {
  const roleArn = await account.createRole("pipeline", "codepipeline.amazonaws.com");
  const stages = [
    { name: "Source", actions: [githubSource] },
    { name: "Approve", actions: [approval] },
  ];
  const pipeline = imagePipeline(roleArn, { stages, pipelineType: "V1" });
  await account.call("codepipeline", "CreatePipeline", { pipeline });
}
