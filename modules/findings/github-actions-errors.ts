import { type Findings, found, none } from "./found";

// What a user reads about GitHub Actions and whom AWS takes them for.

/** One of the two numbers without the other. */
export function idsTogether(ownerId: number | undefined, repositoryId: number | undefined): Findings {
  return (ownerId === undefined) === (repositoryId === undefined)
    ? none
    : found(
        "GITHUB-IDS-TOGETHER",
        ownerId === undefined ? "github.repositoryId" : "github.ownerId",
        ownerId ?? repositoryId,
        `stands without ${ownerId === undefined ? "ownerId" : "repositoryId"}`,
        "both or none: GitHub names both in what the role trusts (GitHub: Immutable subject claims)",
      );
}

/** A subject that no token has, as it is compared letter by letter, or that says too little. */
export function invalidSubject(property: string, got: string): Findings {
  return /^[^*?\s]+(:[^*?]+)+$/.test(got)
    ? none
    : found(
        "GITHUB-OIDC-SUBJECT",
        property,
        got,
        "is no subject of one workflow's tokens",
        "a whole subject, such as repo:octo-org/octo-repo:ref:refs/heads/main: it is compared letter by letter, and a wildcard would let others in",
      );
}

/** What no tokens are issued by. */
export function invalidIssuer(property: string, got: string): Findings {
  return /^https:\/\/[A-Za-z0-9.-]+(:\d+)?(\/[\w./-]*[\w-])?$/.test(got)
    ? none
    : found(
        "GITHUB-OIDC-ISSUER",
        property,
        got,
        "is no issuer of tokens",
        "https://, a host and perhaps a path, such as https://token.actions.githubusercontent.com",
      );
}

/** A beginning that no variable can have. */
export function invalidVariablePrefix(property: string, got: string): Findings {
  return found(
    "GITHUB-VARIABLE-PREFIX",
    property,
    got,
    "cannot begin the name of a variable",
    "upper-case letters, digits and _, not starting with a digit or with GITHUB_ (GitHub: Naming conventions for configuration variables)",
  );
}

/** A task definition that is said twice, or not at all. */
export function baseTaskDefinitionOnce(property: string, got: string | undefined): Findings {
  return got === undefined
    ? found(
        "ECS-BASE-MISSING",
        property,
        got,
        "names no task definition that releases start from",
        "the path of a file in this project; or service.create, whose file it then is",
      )
    : found(
        "ECS-BASE-TWO-FILES",
        property,
        got,
        "stands beside service.create, which names a file too",
        "one of the two: the service is made with what releases start from",
      );
}

/** A tag that cannot be pushed a second time. */
export function latestOnce(property: string): Findings {
  return found(
    "GITHUB-LATEST-IMMUTABLE",
    property,
    true,
    "pushes the tag latest again and again, to a repository whose tags are immutable",
    'no pushLatest, or tagMutability "MUTABLE"',
  );
}

/** What two entries of one repository would write over each other's. */
export function sharedInRepository(property: string, got: string, other: string, what: string): Findings {
  return found(
    "GITHUB-NAME-TWICE",
    property,
    got,
    `is the ${what} of the stack ${JSON.stringify(other)} too, in the same repository of GitHub`,
    `another ${what} for one of the two`,
  );
}
