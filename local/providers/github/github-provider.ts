import { ProviderError } from "../server/provider-error";
import type { Attribute } from "../server/schema";
import type { Environment, StandInProvider } from "../server/stand-in-provider";
import type { ObjectValue } from "../wire/value";
import { actionsSecretResource } from "./actions-secret";
import { actionsVariableResource } from "./actions-variable";
import { apiRootOf, type GithubClient, GithubError, type Request, requestWith } from "./github-client";
import { repositoryFileResource } from "./repository-file";
import { repositoryWebhookResource } from "./repository-webhook";

const TEXT: Attribute = { type: "string", optional: true };
const NUMBER: Attribute = { type: "number", optional: true };
const FLAG: Attribute = { type: "bool", optional: true };

/** Stands in for `integrations/github` 6.9.0. */
export const githubProvider: StandInProvider<GithubClient> = {
  source: "integrations/github",
  schema: {
    version: 0,
    attributes: {
      base_url: TEXT,
      insecure: FLAG,
      max_per_page: NUMBER,
      max_retries: NUMBER,
      organization: TEXT,
      owner: TEXT,
      parallel_requests: FLAG,
      read_delay_ms: NUMBER,
      retry_delay_ms: NUMBER,
      retryable_errors: { type: ["list", "number"], optional: true },
      token: TEXT,
      write_delay_ms: NUMBER,
    },
    blocks: {
      app_auth: {
        nesting: "list",
        maxItems: 1,
        attributes: {
          id: { type: "string", required: true },
          installation_id: { type: "string", required: true },
          pem_file: { type: "string", required: true, sensitive: true },
        },
      },
    },
  },

  async configure(config, environment) {
    refuseLimits(config);
    if (Array.isArray(config.app_auth) && config.app_auth.length > 0) {
      throw new ProviderError("The stand-in for integrations/github knows no app_auth: use a token instead");
    }
    const token = text(config.token) || environment.GITHUB_TOKEN || "";
    const baseUrl = text(config.base_url) || environment.GITHUB_BASE_URL || "https://api.github.com/";
    const request = requestWith(apiRootOf(baseUrl), token);
    return { owner: await ownerOf(config, environment, token, request), request };
  },

  resources: [
    repositoryWebhookResource,
    repositoryFileResource,
    actionsVariableResource,
    actionsSecretResource,
  ],
};

function refuseLimits(config: ObjectValue): void {
  if (config.write_delay_ms !== null && Number(config.write_delay_ms) <= 0) {
    throw new ProviderError("write_delay_ms must be greater than 0ms");
  }
  if (config.max_per_page !== null && Number(config.max_per_page) <= 0) {
    throw new ProviderError("max_per_page must be greater than 0");
  }
  for (const name of ["read_delay_ms", "max_retries"]) {
    if (Number(config[name]) < 0) throw new ProviderError(`${name} must be greater than or equal to 0`);
  }
}

/** The environment comes before the attribute `owner`, against custom, because the real provider has it so. */
async function ownerOf(
  config: ObjectValue,
  environment: Environment,
  token: string,
  request: Request,
): Promise<string> {
  const owner =
    text(config.organization) ||
    environment.GITHUB_ORGANIZATION ||
    environment.GITHUB_OWNER ||
    text(config.owner);
  if (owner) {
    await request("GET", `orgs/${owner}`).catch(ignoreFailure);
    return owner;
  }
  return token ? (await request<{ login: string }>("GET", "user")).login : "";
}

/** Whether the owner is an organisation changes nothing here; the real provider asks, and goes on whatever comes. */
function ignoreFailure(error: unknown): void {
  if (!(error instanceof GithubError)) throw error;
}

function text(value: ObjectValue[string] | undefined): string {
  return typeof value === "string" ? value : "";
}
