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

/** The same for blue/green releases. */
export const unusedBlueGreenPermissions: readonly UnusedPermission[] = [
  ...["codebuild", "codepipeline"].flatMap((role) => [
    {
      role,
      action: "s3:GetBucketLocation",
      reason: "AWS lists it for whoever handles artifacts; no page says which call needs it.",
    },
    {
      role,
      action: "kms:DescribeKey",
      reason: "AWS lists it for a customer's key that encrypts artifacts.",
    },
    ...["kms:Encrypt", "kms:ReEncrypt*"].map((action) => ({
      role,
      action,
      reason: "AWS lists it for a customer's key; S3 itself asks for data keys and decryption only.",
    })),
    {
      role,
      action: "ecs:TagResource",
      reason: "Of a task definition with tags; that of the story has none.",
    },
  ]),
  ...["s3:GetObjectVersion", "s3:GetBucketVersioning"].map((action) => ({
    role: "codebuild",
    action,
    reason:
      "AWS lists it for whoever reads artifacts; the local build reads its input without asking for versions.",
  })),
  ...["codedeploy:GetApplication", "codedeploy:GetApplicationRevision"].map((action) => ({
    role: "codepipeline",
    action,
    reason: "AWS lists it for the action that deploys blue/green; no page says which call needs it.",
  })),
  {
    role: "codebuild",
    action: "ecs:StopTask",
    reason:
      "Of a migration that has not ended in time, or whose build is stopped; no migration of the story takes long.",
  },
  ...["codebuild", "execution"].map((role) => ({
    role,
    action: "ecr:BatchCheckLayerAvailability",
    reason: "AWS lists it for whoever pulls images; the local AWS asks for the layers themselves.",
  })),
  ...[
    "ec2:CreateNetworkInterface",
    "ec2:CreateNetworkInterfacePermission",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeDhcpOptions",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcs",
  ].map((action) => ({
    role: "codebuild",
    action,
    reason: "AWS lists it for builds in a VPC; a local build has no network of its own.",
  })),
];
