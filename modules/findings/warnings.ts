import { Annotations } from "cdktf";
import type { IConstruct } from "constructs";

// Every judgement that a user may overrule is written here: what is at stake, and the way out.

const madeInProject = (key: string, what: string): string =>
  `\`${key}\` names a ${what} that another stack of these settings makes. The way out: apply that stack first, before a plan of this one, and destroy it last; one \`cdktf deploy\` or \`cdktf destroy\` of both does.`;

const texts = {
  githubV1Source:
    'AWS no longer recommends the GitHub version 1 source: it needs a long-lived token. The way out: source type "connection".',
  mutableTag:
    'Tags of this repository can be overwritten, so a tag does not tell which image runs. The way out: tagMutability "IMMUTABLE" (the build then pushes release tags only).',
  unknownRegion:
    "This project does not know the stack's Region. If AWS has opened it since, all is well; if it is misspelt, the first plan fails. The way out: a Region from AWS's page 'Regions and endpoints'.",
  repositoryOfProject: madeInProject("existingRepository", "repository"),
  bucketOfProject: madeInProject("existingBucket", "bucket"),
  connectionOfProject: madeInProject("connection", "connection"),
  oldBuildImage:
    "AWS no longer maintains this build image. The way out: leave out `image`, or name one from CodeBuild's page 'Docker images provided by CodeBuild'.",
  cloudTrailPattern:
    'The pattern on eventName PutImage matches CloudTrail events: it fires only where a trail records management events. The way out: eventPattern "ecr-image-action".',
  untriggeredSource:
    'Nothing in this project starts this source (trigger "none"): somebody or something outside must start the pipeline.',
  printedSecret:
    'The ID of a random_id is the secret in base64url, and Terraform prints it in every plan ("Refreshing state... [id=…]"). The way out: secret "random_bytes", which makes a new secret once, on both sides.',
  polling:
    'Polling starts the pipeline minutes after a push and counts against a quota of 60 polling pipelines a Region. The way out: trigger "webhook".',
  exactStatements:
    "This role carries the exact statements that it was given; none of the permissions that the actions ask for are added. The way out: remove `statements` in a change of its own.",
  eventsOfBucket:
    "Uploads to a bucket that exists start the pipeline only if the bucket sends its events to EventBridge, which is not made here. The way out: eventbridge = true in the bucket's own aws_s3_bucket_notification.",
  pendingConnection:
    "A connection is created PENDING and nothing starts until it is confirmed once in the console (Developer Tools, Connections).",
  foreignRepositoryPolicy:
    "A service of another account pulls images of a repository whose policy is not made here. The way out: let that account do ecr:BatchCheckLayerAvailability, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer in the repository's policy.",
  foreignBucketPolicy:
    "A role of another account reads artifacts from a bucket whose policy is not made here. The way out: let that role do s3:GetObject and s3:GetObjectVersion on its objects, s3:GetBucketLocation and s3:GetBucketVersioning on the bucket, in the bucket's policy.",
  foreignKeyPolicy:
    "A role of another account reads what this key encrypts, and the key's policy is not made here. The way out: let that role do kms:Decrypt and kms:DescribeKey there, or let this project make the key.",
  policyOfTopic:
    "This project does not see the policy of a topic that exists. Unless it lets codestar-notifications.amazonaws.com publish (and its KMS key lets that service use it), AWS marks the target UNREACHABLE and tells nobody. The way out: that statement (Developer Tools console: Configure Amazon SNS topics for notifications).",
  unconfirmedEmail:
    "Each address gets a mail from AWS and hears of nothing until somebody clicks the link in it. AWS forgets a subscription that nobody confirms within 48 hours; the next apply makes it anew.",
  plainHttp:
    "The load balancer speaks HTTP: everybody on the way reads and changes what users send and get. The way out: `certificateArn`.",
  secretsForCode:
    "With one role for both, the containers' code can read every secret of the task definition, pull its images and write to its logs. The way out: leave out `singleRole`.",
  firstTaskDefinition:
    "Terraform's resource cannot carry all that the task definition says, so the tasks run without the rest until the first release registers it whole.",
  statusWithoutCommit:
    "The sources of this pipeline are images and objects: no execution carries a commit of GitHub, so no status is ever set (the function's log says so each time). The way out: leave out `commitStatus`.",
  accessKeyIdentity:
    'The workflow has the access key of an IAM user: it is valid until somebody deletes it, wherever it has got to, and it stands in Terraform\'s state. The way out: identity { type: "oidc" }, whose credentials last as long as the job.',
  namesAsSubject:
    'The role trusts the repository by its name. GitHub names repositories that were created or renamed since 15 July 2026 by numbers too: AWS then says "Not authorized to perform sts:AssumeRoleWithWebIdentity". The way out for those: ownerId and repositoryId.',
  committedWorkflow:
    "Terraform commits the workflow: its GitHub token must be allowed to write workflows, the branch must take the commit, and the commit starts the workflow.",
  defaultCertificate:
    "Without a domain of its own the distribution has CloudFront's certificate, with which viewers may speak TLS 1.0 and 1.1 too. The way out: `domain`, whose oldest TLS is 1.2.",
  tagRevision:
    "Without a source revision override two quick pushes of a tag can race: the execution reads whatever the tag means when it starts.",
} as const;

export type Warning = keyof typeof texts;

/** Adds a warning that the CLI and the synth report print, with the construct's path: once, however often there is cause. */
export function warn(scope: IConstruct, warning: Warning): void {
  warnOf(scope, texts[warning]);
}

/** Adds a warning whose words depend on what it is about. */
export function warnOf(scope: IConstruct, text: string): void {
  if (scope.node.metadata.every(({ data }) => data !== text)) Annotations.of(scope).addWarning(text);
}
