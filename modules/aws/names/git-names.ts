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
