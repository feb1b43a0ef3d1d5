import type { NameRule } from "./name-rule";

const iamAlphabet = {
  pattern: /^[\w+=,.@-]+$/,
  minLength: 1,
  alphabet: "letters, digits and + = , . @ _ -",
};

/** Names of roles, policies and sessions. */
export const iamNames = {
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
  user: {
    code: "IAM-USER-NAME",
    what: "user name",
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
} as const satisfies Record<string, NameRule>;
