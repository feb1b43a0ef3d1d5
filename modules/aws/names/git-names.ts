import type { NameRule } from "./name-rule";

/** Names at GitHub. */
export const gitNames = {
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
  githubApp: {
    code: "GITHUB-APP-ID",
    what: "ID of a GitHub App",
    pattern: /^(\d+|Iv[A-Za-z0-9.]+)$/,
    minLength: 1,
    maxLength: 40,
    alphabet: "digits, or the App's client ID, which starts with Iv",
    source: "GitHub: Generating a JSON Web Token (JWT) for a GitHub App",
  },
  githubInstallation: {
    code: "GITHUB-INSTALLATION-ID",
    what: "ID of a GitHub App's installation",
    pattern: /^\d+$/,
    minLength: 1,
    maxLength: 20,
    alphabet: "digits: the end of the address at which GitHub shows the installation",
    source: "GitHub: Generating an installation access token for a GitHub App",
  },
  statusContext: {
    code: "GITHUB-STATUS-CONTEXT",
    what: "context of a commit status",
    pattern: /^\S(.*\S)?$/,
    minLength: 1,
    maxLength: 100,
    alphabet:
      "any characters on one line, without blanks at its ends; <pipeline> stands for the pipeline's name",
    source: "GitHub: REST API endpoints for commit statuses",
  },
  githubEnvironment: {
    code: "GITHUB-ENVIRONMENT-NAME",
    what: "GitHub environment name",
    pattern: /^(?!\s)[^'"`,;\\:*?]+(?<!\s)$/,
    minLength: 1,
    maxLength: 255,
    alphabet: "any characters but quotes, , ; \\ : * and ?, without blanks at its ends",
    source:
      "GitHub: Managing environments for deployment; a : or a wildcard would change what the role trusts",
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
