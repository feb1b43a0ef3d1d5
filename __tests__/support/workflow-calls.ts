/** What a call of the workflow acts on. */
export type WorkflowResource =
  | "anything"
  | "image repository"
  | "base object"
  | "base bucket"
  | "service"
  | "roles of the task";

/** A call of AWS's API that the workflow makes, by the action that IAM asks for. */
export interface WorkflowCall {
  readonly action: string;
  readonly on: WorkflowResource;
}

/** The calls of one step of the workflow. */
export interface StepCalls {
  /** The step's name in the file. */
  readonly step: string;
  readonly calls: readonly WorkflowCall[];
}

const on = (resource: WorkflowResource, ...actions: readonly string[]): readonly WorkflowCall[] =>
  actions.map((action) => ({ action, on: resource }));

/** What needs no permission of the workflow's own: a role's trust decides of the one, everybody may make the other. */
export const callsWithoutPermission = ["sts:AssumeRoleWithWebIdentity", "sts:GetCallerIdentity"];

/** Every call that the workflow makes as somebody at AWS, step by step. A role that may do these may do its work. */
export const workflowCalls: readonly StepCalls[] = [
  { step: "Log in to Amazon ECR", calls: on("anything", "ecr:GetAuthorizationToken") },
  {
    step: "Build and push the image of the commit",
    calls: on(
      "image repository",
      // Whether it is there, by which digest, and what a Dockerfile builds on.
      "ecr:BatchGetImage",
      "ecr:GetDownloadUrlForLayer",
      "ecr:BatchCheckLayerAvailability",
      "ecr:InitiateLayerUpload",
      "ecr:UploadLayerPart",
      "ecr:CompleteLayerUpload",
      "ecr:PutImage",
    ),
  },
  {
    step: "Fetch the base of the task definition",
    // Without ListBucket S3 answers 403 for an object that is not there, as if it were a matter of permissions.
    calls: [...on("base object", "s3:GetObject"), ...on("base bucket", "s3:ListBucket")],
  },
  { step: "Put the image into the task definition", calls: [] },
  {
    step: "Deploy, and wait until the service is stable",
    calls: [
      ...on("anything", "ecs:RegisterTaskDefinition"),
      ...on("roles of the task", "iam:PassRole"),
      ...on("service", "ecs:DescribeServices", "ecs:UpdateService"),
    ],
  },
];
