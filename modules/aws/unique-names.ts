/** Within what AWS holds a name unique. */
export type NameScope = "world" | "account" | "region";

/** A kind of resource whose name no other may have. */
export interface UniqueName {
  /** What people call the resource. */
  readonly what: string;
  /** The resource's attribute that holds the name. */
  readonly attribute: string;
  readonly scope: NameScope;
  /** Whether names that differ in capitals only are one name. @default false */
  readonly ignoresCase?: boolean;
}

/** What this project makes under a name that AWS holds unique, by Terraform's resource type. */
export const uniqueNames: Readonly<Record<string, UniqueName>> = {
  aws_cloudfront_origin_access_control: {
    what: "origin access control",
    attribute: "name",
    scope: "account",
  },
  aws_cloudwatch_event_rule: { what: "rule", attribute: "name", scope: "region" },
  aws_cloudwatch_log_group: { what: "log group", attribute: "name", scope: "region" },
  aws_codebuild_project: { what: "build project", attribute: "name", scope: "region" },
  aws_codeconnections_connection: { what: "connection", attribute: "name", scope: "region" },
  aws_codedeploy_app: { what: "CodeDeploy application", attribute: "name", scope: "region" },
  aws_codedeploy_deployment_config: {
    what: "deployment configuration",
    attribute: "deployment_config_name",
    scope: "region",
  },
  aws_codepipeline: { what: "pipeline", attribute: "name", scope: "region" },
  aws_codepipeline_webhook: { what: "webhook", attribute: "name", scope: "region" },
  aws_codestarnotifications_notification_rule: {
    what: "notification rule",
    attribute: "name",
    scope: "region",
  },
  aws_ecr_repository: { what: "image repository", attribute: "name", scope: "region" },
  aws_ecs_cluster: { what: "cluster", attribute: "name", scope: "region" },
  aws_iam_openid_connect_provider: { what: "OIDC provider", attribute: "url", scope: "account" },
  aws_iam_policy: { what: "managed policy", attribute: "name", scope: "account", ignoresCase: true },
  aws_iam_role: { what: "role", attribute: "name", scope: "account", ignoresCase: true },
  aws_iam_user: { what: "user", attribute: "name", scope: "account", ignoresCase: true },
  aws_kms_alias: { what: "alias of a key", attribute: "name", scope: "region" },
  aws_lambda_function: { what: "function", attribute: "function_name", scope: "region" },
  aws_lb: { what: "load balancer", attribute: "name", scope: "region" },
  aws_lb_target_group: { what: "target group", attribute: "name", scope: "region" },
  aws_s3_bucket: { what: "bucket", attribute: "bucket", scope: "world" },
  aws_sns_topic: { what: "topic", attribute: "name", scope: "region" },
  aws_ssm_parameter: { what: "SSM parameter", attribute: "name", scope: "region" },
  aws_sqs_queue: { what: "queue", attribute: "name", scope: "region" },
};
