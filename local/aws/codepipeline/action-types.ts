import type { ActionDeclaration } from "./pipeline-declaration";

/** What CodePipeline knows of a kind of action. */
export interface ActionType {
  readonly inputs: readonly [fewest: number, most: number];
  readonly outputs: readonly [fewest: number, most: number];
  readonly required: readonly string[];
  /** Undefined: any key is taken. */
  readonly optional?: readonly string[];
  /** How StartPipelineExecution may name a revision of this source. */
  readonly revisionTypes?: readonly string[];
}

const SOURCE = { inputs: [0, 0], outputs: [1, 1] } as const;
const COMMIT = { ...SOURCE, revisionTypes: ["COMMIT_ID"] } as const;
const CODEBUILD: ActionType = {
  inputs: [1, 5],
  outputs: [0, 5],
  required: ["ProjectName"],
  optional: ["PrimarySource", "BatchEnabled", "CombineArtifacts", "EnvironmentVariables"],
};
const DEPLOY = { inputs: [1, 1], outputs: [0, 0] } as const;
const FREE = { inputs: [0, 5], outputs: [0, 5] } as const;
const IMAGES = [1, 2, 3, 4].flatMap((n) => [`Image${n}ArtifactName`, `Image${n}ContainerName`]);

/** The action types of the local CodePipeline: category/owner/provider, all of version 1. */
const ACTION_TYPES: Readonly<Record<string, ActionType>> = {
  "Source/AWS/CodeCommit": {
    ...COMMIT,
    required: ["RepositoryName", "BranchName"],
    optional: ["PollForSourceChanges", "OutputArtifactFormat"],
  },
  "Source/AWS/CodeStarSourceConnection": {
    ...COMMIT,
    required: ["ConnectionArn", "FullRepositoryId", "BranchName"],
    optional: ["OutputArtifactFormat", "DetectChanges"],
  },
  "Source/AWS/ECR": {
    ...SOURCE,
    required: ["RepositoryName"],
    optional: ["ImageTag"],
    revisionTypes: ["IMAGE_DIGEST"],
  },
  "Source/AWS/S3": {
    ...SOURCE,
    required: ["S3Bucket", "S3ObjectKey"],
    optional: ["PollForSourceChanges", "AllowOverrideForS3ObjectKey"],
    revisionTypes: ["S3_OBJECT_VERSION_ID", "S3_OBJECT_KEY"],
  },
  "Source/ThirdParty/GitHub": {
    ...COMMIT,
    required: ["Owner", "Repo", "Branch", "OAuthToken"],
    optional: ["PollForSourceChanges"],
  },
  "Build/AWS/CodeBuild": CODEBUILD,
  "Test/AWS/CodeBuild": CODEBUILD,
  "Build/AWS/ECRBuildAndPublish": {
    ...DEPLOY,
    required: ["ECRRepositoryName"],
    optional: ["DockerFilePath", "ImageTags", "RegistryType"],
  },
  "Compute/AWS/Commands": { inputs: [1, 10], outputs: [0, 1], required: [] },
  "Approval/AWS/Manual": {
    inputs: [0, 0],
    outputs: [0, 0],
    required: [],
    optional: ["NotificationArn", "CustomData", "ExternalEntityLink"],
  },
  "Deploy/AWS/ECS": {
    ...DEPLOY,
    required: ["ClusterName", "ServiceName"],
    optional: ["FileName", "DeploymentTimeout"],
  },
  "Deploy/AWS/CodeDeploy": { ...DEPLOY, required: ["ApplicationName", "DeploymentGroupName"], optional: [] },
  "Deploy/AWS/CodeDeployToECS": {
    inputs: [1, 5],
    outputs: [0, 0],
    required: [
      "ApplicationName",
      "DeploymentGroupName",
      "TaskDefinitionTemplateArtifact",
      "AppSpecTemplateArtifact",
    ],
    optional: ["TaskDefinitionTemplatePath", "AppSpecTemplatePath", ...IMAGES],
  },
  "Deploy/AWS/S3": {
    ...DEPLOY,
    required: ["BucketName", "Extract"],
    optional: ["ObjectKey", "KMSEncryptionKeyARN", "CannedACL", "CacheControl"],
  },
  "Deploy/AWS/CloudFormation": { inputs: [0, 10], outputs: [0, 1], required: ["ActionMode", "StackName"] },
  "Invoke/AWS/Lambda": { ...FREE, required: ["FunctionName"], optional: ["UserParameters"] },
  "Invoke/AWS/StepFunctions": { ...FREE, required: ["StateMachineArn"] },
};

/** The type of an action, or undefined for one that the local CodePipeline doesn't know. */
export function actionTypeOf({ actionTypeId }: ActionDeclaration): ActionType | undefined {
  const { category, owner, provider, version } = actionTypeId;
  return version === "1" ? ACTION_TYPES[`${category}/${owner}/${provider}`] : undefined;
}

/** The known action types of a category, for an error message. */
export function knownActionTypes(category: string): string[] {
  return Object.keys(ACTION_TYPES).filter((type) => type.startsWith(`${category}/`));
}
