/** What an ARN of one kind looks like, and an example for the person who gave another. */
export interface ArnRule {
  readonly pattern: RegExp;
  readonly example: string;
}

/** The kinds of ARN that users hand in. */
export const arnRules = {
  kmsKey: {
    pattern: /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/.+$/,
    example: "arn:aws:kms:ap-northeast-1:123456789012:key/…",
  },
  role: {
    pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/,
    example: "arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
  },
  policy: {
    pattern: /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/.+$/,
    example: "arn:aws:iam::123456789012:policy/boundary",
  },
  topic: {
    pattern: /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]+$/,
    example: "arn:aws:sns:ap-northeast-1:123456789012:approvals",
  },
  connection: {
    pattern:
      /^arn:aws[a-z-]*:(codeconnections|codestar-connections):[a-z0-9-]+:\d{12}:connection\/[A-Za-z0-9-]+$/,
    example: "arn:aws:codeconnections:ap-northeast-1:123456789012:connection/…",
  },
} as const satisfies Record<string, ArnRule>;
