import type { FindingCode } from "../findings/codes";
import { cronExpression } from "./cron-expression";

/** What a service accepts as a name: an alphabet, a length, and the page that says so. */
export interface NameRule {
  readonly code: FindingCode;
  readonly what: string;
  readonly pattern: RegExp;
  readonly minLength: number;
  readonly maxLength: number;
  readonly alphabet: string;
  readonly source: string;
}

const codePipelineAlphabet = {
  pattern: /^[A-Za-z0-9.@_-]+$/,
  minLength: 1,
  maxLength: 100,
  alphabet: "letters, digits and . @ _ -",
};

const iamAlphabet = {
  pattern: /^[\w+=,.@-]+$/,
  minLength: 1,
  alphabet: "letters, digits and + = , . @ _ -",
};

const eventsAlphabet = {
  pattern: /^[.\-_A-Za-z0-9]+$/,
  minLength: 1,
  maxLength: 64,
  alphabet: "letters, digits and . _ -",
};

const ecsAlphabet = {
  pattern: /^[A-Za-z0-9_-]+$/,
  minLength: 1,
  maxLength: 255,
  alphabet: "letters, digits and _ -",
};

const ec2Id = (prefix: string) => ({
  pattern: new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`),
  minLength: 1,
  maxLength: 32,
  alphabet: `${prefix}- and 8 or 17 hexadecimal digits`,
  source: "Amazon EC2: Resource IDs",
});

// CDKTF writes names as keys of objects, where these would be lost or crash it.
const ofEveryObject =
  "__proto__|constructor|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|toLocaleString|toString|valueOf";

/** AWS's and GitHub's own rules for the names that this project passes on. */
export const nameRules = {
  stack: {
    code: "STACK-NAME",
    what: "stack name",
    pattern: /^[A-Za-z0-9][A-Za-z0-9_-]*$/,
    minLength: 1,
    maxLength: 64,
    alphabet: "letters, digits, _ and -, starting with a letter or digit",
    source: "it names a folder and a state file",
  },
  logicalId: {
    code: "TERRAFORM-RESOURCE-NAME",
    what: "Terraform resource name",
    pattern: new RegExp(`^(?!(${ofEveryObject})$)[A-Za-z_][A-Za-z0-9_-]*$`),
    minLength: 1,
    maxLength: 64,
    alphabet:
      "letters, digits, _ and -, starting with a letter or _; no word that every object in JavaScript has",
    source: "Terraform: Identifiers",
  },
  pipeline: {
    code: "PIPELINE-NAME",
    what: "pipeline name",
    ...codePipelineAlphabet,
    source: "CodePipeline: Quotas",
  },
  stage: {
    code: "PIPELINE-STAGE-NAME",
    what: "stage name",
    ...codePipelineAlphabet,
    source: "CodePipeline: Quotas",
  },
  action: {
    code: "PIPELINE-ACTION-NAME",
    what: "action name",
    ...codePipelineAlphabet,
    source: "CodePipeline: Quotas",
  },
  stageRule: {
    code: "PIPELINE-RULE-NAME",
    what: "rule name",
    ...codePipelineAlphabet,
    source: "CodePipeline API: RuleDeclaration",
  },
  webhook: {
    code: "PIPELINE-WEBHOOK-NAME",
    what: "webhook name",
    ...codePipelineAlphabet,
    source: "CodePipeline API: WebhookDefinition",
  },
  artifact: {
    code: "PIPELINE-ARTIFACT-NAME",
    what: "artifact name",
    pattern: /^[A-Za-z0-9_-]+$/,
    minLength: 1,
    maxLength: 100,
    alphabet: "letters, digits and _ -",
    source: "CodePipeline API: OutputArtifact",
  },
  namespace: {
    code: "PIPELINE-NAMESPACE-NAME",
    what: "variable namespace",
    pattern: /^(?!(?:codepipeline|variables)$)[A-Za-z0-9@_-]+$/,
    minLength: 1,
    maxLength: 100,
    alphabet: "letters, digits and @ _ -; codepipeline and variables are AWS's own",
    source: "CodePipeline API: ActionDeclaration",
  },
  variable: {
    code: "PIPELINE-VARIABLE-NAME",
    what: "pipeline variable name",
    pattern: /^[A-Za-z0-9@_-]+$/,
    minLength: 1,
    maxLength: 128,
    alphabet: "letters, digits and @ _ -",
    source: "CodePipeline API: PipelineVariableDeclaration",
  },
  buildProject: {
    code: "BUILD-PROJECT-NAME",
    what: "build project name",
    pattern: /^[A-Za-z0-9][A-Za-z0-9_-]*$/,
    minLength: 2,
    maxLength: 150,
    alphabet: "letters, digits, _ and -, starting with a letter or digit",
    source: "CodeBuild API: CreateProject",
  },
  buildImage: {
    code: "BUILD-IMAGE-NAME",
    what: "image name",
    pattern: /^[^\s]+$/,
    minLength: 1,
    maxLength: 500,
    alphabet: "a registry path with its tag, without spaces",
    source: "CodeBuild API: ProjectEnvironment",
  },
  environmentVariable: {
    code: "BUILD-VARIABLE-NAME",
    what: "environment variable name",
    pattern: /^(?!CODEBUILD_)[A-Za-z_][A-Za-z0-9_]*$/,
    minLength: 1,
    maxLength: 255,
    alphabet: "letters, digits and _, not starting with a digit or with CODEBUILD_, which is AWS's own",
    source: "CodeBuild: Environment variables in build environments",
  },
  externalId: {
    code: "STS-EXTERNAL-ID",
    what: "external ID",
    pattern: /^[\w+=,.@:/-]+$/,
    minLength: 2,
    maxLength: 1224,
    alphabet: "letters, digits and _ + = , . @ : / -",
    source: "AWS STS API: AssumeRole",
  },
  sessionName: {
    code: "STS-SESSION-NAME",
    what: "session name",
    pattern: /^[\w+=,.@-]+$/,
    minLength: 2,
    maxLength: 64,
    alphabet: "letters, digits and _ + = , . @ -",
    source: "AWS STS API: AssumeRole",
  },
  sid: {
    code: "IAM-STATEMENT-ID",
    what: "statement ID",
    pattern: /^[A-Za-z0-9]*$/,
    minLength: 0,
    maxLength: 128,
    alphabet: "letters and digits",
    source: "IAM JSON policy elements: Sid",
  },
  role: {
    code: "IAM-ROLE-NAME",
    what: "role name",
    ...iamAlphabet,
    maxLength: 64,
    source: "IAM and AWS STS quotas",
  },
  policy: {
    code: "IAM-POLICY-NAME",
    what: "policy name",
    ...iamAlphabet,
    maxLength: 128,
    source: "IAM and AWS STS quotas",
  },
  bucket: {
    code: "S3-BUCKET-NAME",
    what: "bucket name",
    pattern:
      /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
    minLength: 3,
    maxLength: 63,
    alphabet:
      "lower-case letters, digits, . and -, starting and ending with a letter or digit, no IP address, no two dots in a row, none of AWS's reserved prefixes and suffixes",
    source: "Amazon S3: General purpose bucket naming rules",
  },
  kmsAlias: {
    code: "KMS-ALIAS-NAME",
    what: "alias of a key",
    pattern: /^(?!aws\/)[A-Za-z0-9/_-]+$/,
    minLength: 1,
    maxLength: 250,
    alphabet: "letters, digits and / _ -, not starting with aws/",
    source: "AWS KMS API: CreateAlias",
  },
  objectKey: {
    code: "S3-OBJECT-KEY",
    what: "object key",
    pattern: /^[^/\s][^\s]*$/,
    minLength: 1,
    maxLength: 1024,
    alphabet: "any characters but spaces, not starting with /",
    source: "Amazon S3: Naming Amazon S3 objects",
  },
  lifecycleRule: {
    code: "S3-LIFECYCLE-RULE-ID",
    what: "lifecycle rule ID",
    pattern: /^[\s\S]+$/,
    minLength: 1,
    maxLength: 255,
    alphabet: "any characters",
    source: "Amazon S3 API: LifecycleRule",
  },
  imageRepository: {
    code: "ECR-REPOSITORY-NAME",
    what: "image repository name",
    pattern: /^(?:[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*\/)*[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/,
    minLength: 2,
    maxLength: 256,
    alphabet: "lower-case letters and digits, joined by single . _ / or by -",
    source: "Amazon ECR API: CreateRepository",
  },
  imageTag: {
    code: "ECR-IMAGE-TAG",
    what: "image tag",
    pattern: /^[A-Za-z0-9_][A-Za-z0-9._-]*$/,
    minLength: 1,
    maxLength: 128,
    alphabet: "letters, digits and . _ -, starting with a letter, digit or _",
    source: "OCI Distribution Specification: tags",
  },
  tagPrefix: {
    code: "ECR-TAG-PREFIX",
    what: "beginning of an image tag",
    pattern: /^[A-Za-z0-9_][A-Za-z0-9._-]*$/,
    minLength: 1,
    maxLength: 128,
    alphabet: "letters, digits and . _ -, such as release: a wildcard belongs into a tag pattern",
    source: "Amazon ECR: Lifecycle policy properties",
  },
  eventRule: {
    code: "EVENTS-RULE-NAME",
    what: "rule name",
    ...eventsAlphabet,
    source: "EventBridge API: PutRule",
  },
  eventTarget: {
    code: "EVENTS-TARGET-ID",
    what: "target ID",
    ...eventsAlphabet,
    source: "EventBridge API: Target",
  },
  notificationRule: {
    code: "NOTIFICATIONS-RULE-NAME",
    what: "notification rule name",
    pattern: /^[A-Za-z0-9_ -]+$/,
    minLength: 1,
    maxLength: 64,
    alphabet: "letters, digits, spaces and _ -",
    source: "AWS CodeStar Notifications API: CreateNotificationRule",
  },
  topic: {
    code: "SNS-TOPIC-NAME",
    what: "topic name",
    pattern: /^[A-Za-z0-9_-]+$/,
    minLength: 1,
    maxLength: 256,
    alphabet: "letters, digits and _ -",
    source: "Amazon SNS API: CreateTopic",
  },
  emailAddress: {
    code: "SNS-EMAIL-ADDRESS",
    what: "e-mail address",
    pattern:
      /^(?=[^@]{1,64}@)[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$/,
    minLength: 6,
    maxLength: 254,
    alphabet: "one address such as team@example.com, without a name and < >",
    source: "RFC 5321: Mailbox",
  },
  ecsCluster: {
    code: "ECS-CLUSTER-NAME",
    what: "cluster name",
    ...ecsAlphabet,
    source: "Amazon ECS API: CreateCluster",
  },
  ecsService: {
    code: "ECS-SERVICE-NAME",
    what: "service name",
    ...ecsAlphabet,
    source: "Amazon ECS API: CreateService",
  },
  container: {
    code: "ECS-CONTAINER-NAME",
    what: "container name",
    ...ecsAlphabet,
    source: "Amazon ECS API: ContainerDefinition",
  },
  connection: {
    code: "CONNECTION-NAME",
    what: "connection name",
    pattern: /^[\s\S]+$/,
    minLength: 1,
    maxLength: 32,
    alphabet: "any characters",
    source: "CodeConnections API: CreateConnection",
  },
  logGroup: {
    code: "LOGS-GROUP-NAME",
    what: "log group name",
    pattern: /^[.\-_/#A-Za-z0-9]+$/,
    minLength: 1,
    maxLength: 512,
    alphabet: "letters, digits and . - _ / #",
    source: "CloudWatch Logs API: CreateLogGroup",
  },
  alarm: {
    code: "CLOUDWATCH-ALARM-NAME",
    what: "alarm name",
    pattern: /^(?!arn:)[\x20-\x7e]+$/,
    minLength: 1,
    maxLength: 255,
    alphabet: "ASCII characters; the alarm's name, not its ARN",
    source: "CloudWatch API: PutMetricAlarm",
  },
  cron: {
    code: "PIPELINE-CRON",
    what: "cron expression",
    pattern: cronExpression,
    minLength: 11,
    maxLength: 256,
    alphabet:
      "six or seven fields with one blank between them: seconds (always *), minutes, hours, day of month, month, day of week, year; such as * * 9-16 ? * MON-FRI",
    source: "CodePipeline: DeploymentWindow rule",
  },
  timeZone: {
    code: "PIPELINE-TIME-ZONE",
    what: "time zone",
    pattern: /^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+){0,2}$/,
    minLength: 1,
    maxLength: 64,
    alphabet: "a name of the tz database, such as Asia/Tokyo",
    source: "CodePipeline: DeploymentWindow rule",
  },
  function: {
    code: "LAMBDA-FUNCTION-NAME",
    what: "function name",
    pattern: /^[A-Za-z0-9_-]+$/,
    minLength: 1,
    maxLength: 64,
    alphabet: "letters, digits and _ -",
    source: "AWS Lambda API: CreateFunction",
  },
  secret: {
    code: "SECRETSMANAGER-NAME",
    what: "secret name",
    pattern: /^[A-Za-z0-9/_+=.@-]+$/,
    minLength: 1,
    maxLength: 512,
    alphabet: "letters, digits and / _ + = . @ -",
    source: "AWS Secrets Manager API: CreateSecret",
  },
  vpcId: { code: "EC2-VPC-ID", what: "VPC ID", ...ec2Id("vpc") },
  subnetId: { code: "EC2-SUBNET-ID", what: "subnet ID", ...ec2Id("subnet") },
  securityGroupId: { code: "EC2-SECURITY-GROUP-ID", what: "security group ID", ...ec2Id("sg") },
  ssmParameter: {
    code: "SSM-PARAMETER-NAME",
    what: "parameter name",
    pattern: /^\/?[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/,
    minLength: 1,
    maxLength: 1011,
    alphabet: "letters, digits and _ . -, in levels joined by /",
    source: "Systems Manager API: PutParameter",
  },
  terraformVariable: {
    code: "TERRAFORM-VARIABLE-NAME",
    what: "Terraform variable name",
    pattern: new RegExp(
      `^(?!(source|version|providers|count|for_each|lifecycle|depends_on|locals|${ofEveryObject})$)[A-Za-z_][A-Za-z0-9_-]*$`,
    ),
    minLength: 1,
    maxLength: 64,
    alphabet:
      "letters, digits, _ and -, starting with a letter or _, and none of the words that Terraform keeps for itself: source, version, providers, count, for_each, lifecycle, depends_on, locals; nor one that every object in JavaScript has",
    source: "Terraform: Input variables",
  },
  gitPattern: {
    code: "GIT-PATTERN",
    what: "pattern",
    pattern: /^[\s\S]+$/,
    minLength: 1,
    maxLength: 255,
    alphabet: "a glob pattern",
    source: "CodePipeline API: GitConfiguration",
  },
  githubOwner: {
    code: "GITHUB-OWNER-NAME",
    what: "GitHub user or organization",
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9_]))*(?:_[A-Za-z0-9]+)?$/,
    minLength: 1,
    maxLength: 39,
    alphabet: "letters, digits and single - between them: the part before the / in owner/repo",
    source: "GitHub: Username considerations",
  },
  githubRepository: {
    code: "GITHUB-REPOSITORY-NAME",
    what: "GitHub repository name",
    pattern: /^(?!\.{1,2}$)(?!.*\.git$)[A-Za-z0-9._-]+$/,
    minLength: 1,
    maxLength: 100,
    alphabet: "letters, digits and . _ -: the part after the / in owner/repo, not a URL",
    source: "GitHub: Creating a new repository",
  },
} as const satisfies Record<string, NameRule>;
