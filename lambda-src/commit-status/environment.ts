import * as z from "zod/mini";

export const levels = ["pipeline", "stage", "action"] as const;
export type Level = (typeof levels)[number];

/** Where the token, or the key of a GitHub App, is read from at run time. */
export type SecretPlace =
  | { readonly type: "parameter"; readonly name: string }
  | { readonly type: "secret"; readonly id: string; readonly key: string | undefined };

export interface GithubApp {
  readonly id: string;
  readonly installationId: string | undefined;
}

/** What Terraform told the function. */
export interface Environment {
  /** Without a slash at its end. */
  readonly githubApiUrl: string;
  readonly secretPlace: SecretPlace;
  /** With it, what is read is the App's private key. */
  readonly githubApp: GithubApp | undefined;
  /** Context of a pipeline's status; `<pipeline>` stands for the pipeline's name. */
  readonly statusContext: string;
  readonly levels: readonly Level[];
  readonly supersededState: "pending" | "success";
  /** Name of the source artifact that carries the commit, by pipeline. */
  readonly sourceArtifacts: ReadonlyMap<string, string>;
}

export class InvalidEnvironment extends Error {
  override readonly name = "InvalidEnvironment";
}

const text = z.string().check(z.minLength(1));
const url = z.url({ protocol: /^https?$/ });

const schema = z.object({
  GITHUB_API_URL: url,
  TOKEN_PARAMETER: z.optional(text),
  TOKEN_SECRET: z.optional(text),
  TOKEN_SECRET_KEY: z.optional(text),
  GITHUB_APP_ID: z.optional(text),
  GITHUB_APP_INSTALLATION_ID: z.optional(text),
  STATUS_CONTEXT: text,
  LEVELS: z._default(
    z.pipe(
      z.pipe(
        z.string(),
        z.transform((list) => list.split(",")),
      ),
      z.array(z.enum(levels)),
    ),
    ["pipeline"],
  ),
  SUPERSEDED_STATE: z._default(z.enum(["pending", "success"]), "pending"),
  SOURCE_ARTIFACTS: z._default(z.pipe(z.pipe(z.string(), z.transform(parsedJson)), z.record(text, text)), {}),
});

type Variables = z.infer<typeof schema>;

/** Reads the function's environment: all that is wrong with it in one error, and no value in it. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  // An empty variable is none: Terraform cannot leave one out by its value.
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const { data, error } = schema.safeParse(given);
  if (data === undefined) {
    throw new InvalidEnvironment(
      error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "),
    );
  }
  return {
    githubApiUrl: data.GITHUB_API_URL.replace(/\/+$/, ""),
    secretPlace: secretPlace(data),
    githubApp: githubApp(data),
    statusContext: data.STATUS_CONTEXT,
    levels: data.LEVELS,
    supersededState: data.SUPERSEDED_STATE,
    sourceArtifacts: new Map(Object.entries(data.SOURCE_ARTIFACTS)),
  };
}

function secretPlace({ TOKEN_PARAMETER, TOKEN_SECRET, TOKEN_SECRET_KEY }: Variables): SecretPlace {
  if (TOKEN_PARAMETER !== undefined && TOKEN_SECRET === undefined && TOKEN_SECRET_KEY === undefined) {
    return { type: "parameter", name: TOKEN_PARAMETER };
  }
  if (TOKEN_SECRET !== undefined && TOKEN_PARAMETER === undefined) {
    return { type: "secret", id: TOKEN_SECRET, key: TOKEN_SECRET_KEY };
  }
  throw new InvalidEnvironment(
    "Set either TOKEN_PARAMETER, or TOKEN_SECRET with or without TOKEN_SECRET_KEY",
  );
}

function githubApp({ GITHUB_APP_ID, GITHUB_APP_INSTALLATION_ID }: Variables): GithubApp | undefined {
  if (GITHUB_APP_ID !== undefined) return { id: GITHUB_APP_ID, installationId: GITHUB_APP_INSTALLATION_ID };
  if (GITHUB_APP_INSTALLATION_ID === undefined) return undefined;
  throw new InvalidEnvironment("GITHUB_APP_INSTALLATION_ID needs GITHUB_APP_ID");
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema refuses it by its name.
    return undefined;
  }
}
