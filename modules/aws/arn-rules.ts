import type { FindingCode } from "../findings/codes";

/** What an ARN of one kind looks like, and an example for the person who gave another. */
export interface ArnRule {
  readonly code: FindingCode;
  readonly pattern: RegExp;
  readonly example: string;
}

/** The kinds of ARN that users hand in. */
export const arnRules = {
  kmsKey: {
    code: "KMS-KEY-ARN",
    pattern: /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
    example: "arn:aws:kms:ap-northeast-1:123456789012:key/…",
  },
  role: {
    code: "IAM-ROLE-ARN",
    pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    example: "arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
  },
  policy: {
    code: "IAM-POLICY-ARN",
    pattern: /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/,
    example: "arn:aws:iam::123456789012:policy/boundary",
  },
  topic: {
    code: "SNS-TOPIC-ARN",
    pattern: /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]+$/,
    example: "arn:aws:sns:ap-northeast-1:123456789012:approvals",
  },
  certificate: {
    code: "ACM-CERTIFICATE-ARN",
    pattern: /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[A-Za-z0-9-]+$/,
    example: "arn:aws:acm:ap-northeast-1:123456789012:certificate/…",
  },
  webAcl: {
    code: "WAF-WEB-ACL-ARN",
    pattern: /^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:global\/webacl\/[\w-]+\/[a-f0-9-]+$/,
    example: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/site/…",
  },
  chatConfiguration: {
    code: "CHATBOT-CONFIGURATION-ARN",
    pattern:
      /^arn:aws[a-z-]*:chatbot::\d{12}:chat-configuration\/(slack-channel|microsoft-teams-channel)\/[A-Za-z0-9_-]{1,128}$/,
    example: "arn:aws:chatbot::123456789012:chat-configuration/slack-channel/deployments",
  },
  secret: {
    code: "SECRETSMANAGER-ARN",
    pattern: /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]+$/,
    example: "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:github-token-AbCdEf",
  },
  pipeline: {
    code: "PIPELINE-ARN",
    pattern: /^arn:aws[a-z-]*:codepipeline:[a-z0-9-]+:\d{12}:[A-Za-z0-9.@_*-]{1,100}$/,
    example: "arn:aws:codepipeline:ap-northeast-1:123456789012:my-pipeline",
  },
  connection: {
    code: "CONNECTION-ARN",
    pattern:
      /^arn:aws[a-z-]*:(codeconnections|codestar-connections):[a-z0-9-]+:\d{12}:connection\/[A-Za-z0-9-]+$/,
    example: "arn:aws:codeconnections:ap-northeast-1:123456789012:connection/…",
  },
} as const satisfies Record<string, ArnRule>;
