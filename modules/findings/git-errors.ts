import { Token } from "cdktf";
import { type Findings, found, none } from "./found";
import { unresolvedToken } from "./value-errors";

// What a user reads about a token or a branch.

/** A secret written out, which would stand in the synthesized files. The value is not repeated. */
export function literalSecret(property: string, got: string): Findings {
  return Token.isUnresolved(got) || got.includes("${")
    ? none
    : found(
        "TOKEN-LITERAL",
        property,
        "(not shown)",
        "is written out and would stand in the synthesized files",
        "a reference to an SSM parameter or to a sensitive Terraform variable",
      );
}

export function fullRef(property: string, got: string): Findings {
  return got.startsWith("refs/")
    ? found(
        "GIT-FULL-REF",
        property,
        got,
        "is a full ref, which never equals the branch or tag of a push",
        `the short name: ${JSON.stringify(got.replace(/^refs\/(heads|tags)\//, ""))}`,
      )
    : none;
}

export function qualifiedBranch(property: string, got: string): Findings {
  const wrong = [...unresolvedToken(property, got), ...fullRef(property, got)];
  if (wrong.length > 0) return wrong;
  const fits =
    /^(?!.*\.\.)(?!.*@\{)(?!.*\/\/)(?![/.-])[^\s~^:?*[\\]{1,255}$/.test(got) && !/(\/|\.|\.lock)$/.test(got);
  return fits
    ? none
    : found(
        "GIT-BRANCH-NAME",
        property,
        got,
        "is not a valid branch name",
        "a branch name that git accepts (git-check-ref-format)",
      );
}

/** What is no address of a GitHub. */
export function invalidGithubUrl(property: string, got: string): Findings {
  return found(
    "GITHUB-URL",
    property,
    got,
    "is no address of a GitHub",
    "https:// and a host, with nothing after it, such as https://github.example.com",
  );
}
