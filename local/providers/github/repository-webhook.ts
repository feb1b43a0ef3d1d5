import { ProviderError } from "../server/provider-error";
import type { StandInResource } from "../server/stand-in-provider";
import { isObjectValue, type ObjectValue, type Value } from "../wire/value";
import { type GithubClient, unlessGone } from "./github-client";

interface Hook {
  readonly id: number;
  readonly url: string;
  readonly active: boolean;
  readonly events: readonly string[];
  readonly config: {
    readonly url?: string;
    readonly content_type?: string;
    readonly insecure_ssl?: string;
    readonly secret?: string;
  };
}

/** `github_repository_webhook`: GitHub never tells the secret, so the one in the state is the configuration's. */
export const repositoryWebhookResource: StandInResource<GithubClient> = {
  typeName: "github_repository_webhook",
  legacyTypeSystem: true,
  schema: {
    version: 1,
    attributes: {
      active: { type: "bool", optional: true, default: true },
      etag: { type: "string", optional: true, computed: true },
      events: { type: ["set", "string"], required: true },
      id: { type: "string", optional: true, computed: true },
      repository: { type: "string", required: true, replaces: true },
      url: { type: "string", computed: true },
    },
    blocks: {
      configuration: {
        nesting: "list",
        maxItems: 1,
        attributes: {
          content_type: { type: "string", optional: true },
          insecure_ssl: { type: "bool", optional: true },
          secret: { type: "string", optional: true, sensitive: true },
          url: { type: "string", required: true, sensitive: true },
        },
      },
    },
  },

  settlePlan(prior, planned) {
    const before = configurationOf(prior) ?? {};
    const after = configurationOf(planned);
    if (!after) return planned;
    const settled = Object.entries(after).map(([name, value]) => [
      name,
      value === null && isZero(before[name]) ? before[name] : value,
    ]);
    return { ...planned, configuration: [Object.fromEntries(settled)] };
  },

  async create(planned, client) {
    const created = await client.request<Hook>("POST", hooksPath(planned, client), {
      name: "web",
      ...hookBody(planned),
    });
    return readHook({ ...planned, id: String(created.id) }, client);
  },

  read(state, client) {
    return unlessGone(readHook(state, client));
  },

  async update(planned, client) {
    await client.request("PATCH", hookPath(planned, client), { url: planned.url, ...hookBody(planned) });
    return readHook(planned, client);
  },

  async delete(state, client) {
    await client.request("DELETE", hookPath(state, client));
  },

  import(id) {
    const [repository, hook, ...rest] = id.split("/");
    if (!repository || !hook || rest.length > 0) {
      throw new ProviderError(
        "invalid ID specified: supplied ID must be written as <repository>/<webhook_id>",
      );
    }
    return { repository, id: hook };
  },
};

async function readHook(state: ObjectValue, client: GithubClient): Promise<ObjectValue> {
  const hook = await client.request<Hook>("GET", hookPath(state, client));
  const known = configurationOf(state);
  return {
    id: state.id ?? null,
    repository: state.repository ?? null,
    etag: null,
    url: hook.url,
    active: hook.active,
    events: hook.events,
    configuration: [
      {
        url: hook.config.url ?? "",
        content_type: hook.config.content_type ?? "",
        insecure_ssl: hook.config.insecure_ssl === "1",
        secret: secretInState(hook.config.secret, known),
      },
    ],
  };
}

/** GitHub answers asterisks for a secret that is set and nothing where none is; only an import has to keep the asterisks. */
function secretInState(answered: string | undefined, known: ObjectValue | undefined): Value {
  if (answered === undefined) return "";
  return known ? (known.secret ?? "") : answered;
}

function hookBody(planned: ObjectValue): object {
  const configuration = configurationOf(planned);
  if (!configuration) {
    throw new ProviderError("github_repository_webhook without a configuration block", {
      detail: "The real provider crashes here. Give the webhook a configuration block with its url.",
    });
  }
  return {
    active: planned.active,
    events: planned.events,
    config: {
      url: configuration.url,
      content_type: configuration.content_type ?? "",
      insecure_ssl: configuration.insecure_ssl ? "1" : "0",
      secret: configuration.secret ?? "",
    },
  };
}

function configurationOf(state: ObjectValue): ObjectValue | undefined {
  const block = Array.isArray(state.configuration)
    ? (state.configuration[0] as Value | undefined)
    : undefined;
  return isObjectValue(block) ? block : undefined;
}

/** The old SDK does not tell "not set" from the empty value it stored. */
function isZero(value: Value | undefined): boolean {
  return value === "" || value === false;
}

function hooksPath(state: ObjectValue, client: GithubClient): string {
  return `repos/${client.owner}/${state.repository}/hooks`;
}

function hookPath(state: ObjectValue, client: GithubClient): string {
  return `${hooksPath(state, client)}/${state.id}`;
}
