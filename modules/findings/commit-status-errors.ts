import { type Findings, found, none } from "./found";

// What a user reads about the statuses of commits.

/** One context for the statuses of many pipelines: each would overwrite the others'. */
export function contextWithoutPipeline(got: string): Findings {
  return found(
    "GITHUB-STATUS-SHARED",
    "context",
    got,
    "is one context for several pipelines: each would overwrite the others' statuses",
    "a context with <pipeline> in it, such as codepipeline/<pipeline>",
  );
}

/** Statuses that no token is named for. */
export function noStatusToken(property: string, got: unknown): Findings {
  return found(
    "GITHUB-STATUS-TOKEN",
    property,
    got,
    "does not say which token sets the status, and the source has none in an SSM parameter",
    '{ token: { ssmParameter: name } }, { token: { secretsManagerSecret: name } } or { token: { githubAppId: "…", privateKey: … } }',
  );
}

/** A pipeline of another account or Region, whose events do not reach the rules that are made here. */
export function elsewhereArn(
  property: string,
  got: string,
  here: { readonly region: string; readonly accountId: string | undefined },
): Findings {
  const [, , , region, account] = got.split(":");
  const isElsewhere =
    (region !== undefined && region !== here.region) ||
    (account !== undefined && here.accountId !== undefined && account !== here.accountId);
  const place = [here.accountId, here.region].filter((part) => part !== undefined).join(", ");
  return isElsewhere
    ? found(
        "GITHUB-STATUS-ELSEWHERE",
        property,
        got,
        "is a pipeline in another account or Region, whose events do not get here",
        `a pipeline of ${place}; another entry, with its own region and assumeRole, for pipelines elsewhere`,
      )
    : none;
}
