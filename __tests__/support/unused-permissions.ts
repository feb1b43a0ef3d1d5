/** A permission that a role has and that no story uses, and why it stays. A line more or less is a decision: review it. */
export interface UnusedPermission {
  /** What the role is for: the end of its name. */
  readonly role: string;
  readonly action: string;
  readonly reason: string;
}

const everywhere = (action: string, reason: string): readonly UnusedPermission[] =>
  ["codebuild", "codepipeline", "deploy"].map((role) => ({ role, action, reason }));

export const unusedPermissions: readonly UnusedPermission[] = [
  ...everywhere(
    "s3:GetBucketLocation",
    "AWS lists it for whoever handles artifacts; no page says which call needs it.",
  ),
  ...everywhere(
    "s3:GetObjectVersion",
    "AWS lists it for whoever reads artifacts. The local CodePipeline reads by version what it wrote itself into a " +
      "versioned bucket; every deploy of our stories reads what a build wrote.",
  ),
  {
    role: "codebuild",
    action: "s3:GetBucketVersioning",
    reason: "As above: the local build reads its input without asking for versions.",
  },
  ...everywhere("kms:DescribeKey", "AWS lists it for a customer's key that encrypts artifacts."),
  ...["codebuild", "codepipeline"].flatMap((role) =>
    ["kms:Encrypt", "kms:ReEncrypt*"].map((action) => ({
      role,
      action,
      reason: "AWS lists it for a customer's key; S3 itself asks for data keys and decryption only.",
    })),
  ),
  {
    role: "codebuild",
    action: "ecr:GetDownloadUrlForLayer",
    reason:
      "Of a Dockerfile that is built FROM an earlier image of the repository; the stand-in begins FROM scratch.",
  },
  {
    role: "codepipeline",
    action: "codestar-connections:UseConnection",
    reason:
      "Of a connection that was made before the service's new name, as it may be where an ARN is given.",
  },
];

const ofRole = (role: string, actions: readonly string[], reason: string): readonly UnusedPermission[] =>
  actions.map((action) => ({ role, action, reason }));

/** The same for blue/green releases. */
export const unusedBlueGreenPermissions: readonly UnusedPermission[] = [
  ...ofRole(
    "codebuild",
    [
      "ec2:CreateNetworkInterface",
      "ec2:CreateNetworkInterfacePermission",
      "ec2:DeleteNetworkInterface",
      "ec2:DescribeDhcpOptions",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets",
      "ec2:DescribeVpcs",
    ],
    "Of a migration inside the build, which runs in a VPC: the local CodeBuild makes no network interface.",
  ),
  ...["codebuild", "execution"].flatMap((role) =>
    ofRole(
      role,
      ["ecr:BatchCheckLayerAvailability"],
      "AWS lists it for whoever pulls an image; no page says which call of a pull needs it.",
    ),
  ),
  ...ofRole(
    "codebuild",
    ["ecs:StopTask"],
    "Of a migration that takes longer than it may; those of the stories end.",
  ),
  ...ofRole(
    "codebuild",
    ["ecs:TagResource"],
    "Of a task definition with tags: the shipped one has none, and a migration inside the build registers none.",
  ),
  ...ofRole(
    "codepipeline",
    ["codedeploy:GetApplication", "codedeploy:GetApplicationRevision"],
    "AWS lists them for the action; no page says which call needs them.",
  ),
  ...["codebuild", "codepipeline"].flatMap((role) => [
    ...ofRole(role, ["kms:DescribeKey"], "AWS lists it for a customer's key that encrypts artifacts."),
    ...ofRole(
      role,
      ["kms:Encrypt", "kms:ReEncrypt*"],
      "AWS lists it for a customer's key; S3 itself asks for data keys and decryption only.",
    ),
    ...ofRole(
      role,
      ["s3:GetBucketLocation"],
      "AWS lists it for whoever handles artifacts; no page says which call needs it.",
    ),
  ]),
  ...ofRole(
    "codebuild",
    ["s3:GetBucketVersioning", "s3:GetObjectVersion"],
    "AWS lists them for whoever reads artifacts; the local build reads its input without asking for versions.",
  ),
];

// The clean-up of rejections has no artifacts.
const siteBuilds = ["codebuild", "staging-codebuild", "promote-codebuild", "cleanup-codebuild"];

/** The same for a site on CloudFront; a role is what follows the entry's name. */
export const unusedSitePermissions: readonly UnusedPermission[] = [
  ...[...siteBuilds, "codepipeline"].flatMap((role) => [
    ...ofRole(
      role,
      ["s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:GetObjectVersion"],
      "AWS lists them for whoever handles artifacts; the local AWS reads them without asking for versions.",
    ),
    ...ofRole(
      role,
      ["kms:DescribeKey", "kms:Encrypt", "kms:ReEncrypt*"],
      "AWS lists them for a customer's key; S3 itself asks for data keys and decryption only.",
    ),
  ]),
  ...siteBuilds
    .slice(1)
    .flatMap((role) =>
      ofRole(
        role,
        ["kms:GenerateDataKey*", "s3:PutObject"],
        "Every build of a pipeline may write artifacts; these have none to write.",
      ),
    ),
  ...ofRole(
    "codepipeline",
    ["kms:Decrypt", "s3:GetObject"],
    "AWS lists them for the pipeline's role; here only builds read artifacts.",
  ),
  ...ofRole(
    "staging-codebuild",
    ["s3:AbortMultipartUpload"],
    "Of a large file whose upload fails half-way; those of the story are small.",
  ),
  ...ofRole(
    "staging-codebuild",
    ["cloudfront:UpdateContinuousDeploymentPolicy"],
    "Of a release that takes over a staging distribution after `traffic` was changed; another story has it.",
  ),
];
