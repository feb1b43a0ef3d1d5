import type { NameRule } from "./name-rule";

const codeDeployAlphabet = {
  pattern: /^[A-Za-z0-9._+=,@-]+$/,
  minLength: 1,
  maxLength: 100,
  alphabet: "letters, digits and . _ + = , @ -",
  source: "CodeDeploy: Quotas",
};

/** Names of deployments. */
export const codeDeployNames = {
  codeDeployApplication: {
    code: "CODEDEPLOY-APPLICATION-NAME",
    what: "application name",
    ...codeDeployAlphabet,
  },
  deploymentGroup: {
    code: "CODEDEPLOY-GROUP-NAME",
    what: "deployment group name",
    ...codeDeployAlphabet,
  },
  deploymentConfig: {
    code: "CODEDEPLOY-CONFIG-NAME",
    what: "deployment configuration name",
    ...codeDeployAlphabet,
  },
} as const satisfies Record<string, NameRule>;
