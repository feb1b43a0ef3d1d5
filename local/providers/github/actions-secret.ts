import sodium from "libsodium-wrappers";
import { ProviderError } from "../server/provider-error";
import type { StandInResource } from "../server/stand-in-provider";
import type { ObjectValue } from "../wire/value";
import { refuseActionsName } from "./actions-name";
import { type GithubClient, unlessGone } from "./github-client";
import { timestamp } from "./timestamp";

interface Secret {
  readonly created_at: string;
  readonly updated_at: string;
}

interface PublicKey {
  readonly key_id: string;
  readonly key: string;
}

/** `github_actions_secret`: GitHub never tells the value; that it was changed elsewhere shows its time. */
export const actionsSecretResource: StandInResource<GithubClient> = {
  typeName: "github_actions_secret",
  legacyTypeSystem: true,
  schema: {
    version: 1,
    attributes: {
      created_at: { type: "string", computed: true },
      destroy_on_drift: { type: "bool", optional: true, default: true, replaces: true },
      encrypted_value: { type: "string", optional: true, sensitive: true, replaces: true },
      id: { type: "string", optional: true, computed: true },
      plaintext_value: { type: "string", optional: true, sensitive: true, replaces: true },
      repository: { type: "string", required: true, replaces: true },
      secret_name: { type: "string", required: true, replaces: true },
      updated_at: { type: "string", computed: true },
    },
  },

  validate(config) {
    refuseActionsName(config, "secret_name");
    if (config.plaintext_value === null || config.encrypted_value === null) return;
    const detail = '"plaintext_value": conflicts with encrypted_value';
    throw new ProviderError("Conflicting configuration arguments", { detail, attribute: "plaintext_value" });
  },

  async create(planned, client) {
    await putSecret(planned, client);
    return withTimes(planned, await getSecret(planned, client));
  },

  read(state, client) {
    return unlessGone(readSecret(state, client));
  },

  async update(planned, client) {
    await putSecret(planned, client);
    return withTimes(planned, await getSecret(planned, client));
  },

  async delete(state, client) {
    await client.request("DELETE", secretPath(state, client));
  },

  import(id) {
    const [repository, name, ...rest] = id.split("/");
    if (!repository || !name || rest.length > 0) {
      throw new ProviderError(
        "invalid ID specified: supplied ID must be written as <repository>/<secret_name>",
      );
    }
    return { repository, secret_name: name };
  },
};

/** A secret that somebody else has changed is none of Terraform's any more, unless drift is to be left alone. */
async function readSecret(state: ObjectValue, client: GithubClient): Promise<ObjectValue | undefined> {
  const secret = await getSecret(state, client);
  const known = state.updated_at;
  if (!known) return withTimes(state, secret);
  if (known === timestamp(secret.updated_at)) return state;
  return state.destroy_on_drift === false ? state : undefined;
}

function withTimes(state: ObjectValue, secret: Secret): ObjectValue {
  return {
    ...state,
    id: `${state.repository}:${state.secret_name}`,
    encrypted_value: state.encrypted_value ?? "",
    plaintext_value: state.plaintext_value ?? "",
    created_at: timestamp(secret.created_at),
    updated_at: timestamp(secret.updated_at),
  };
}

async function putSecret(planned: ObjectValue, client: GithubClient): Promise<void> {
  const { key_id, key } = await client.request<PublicKey>(
    "GET",
    `${secretsPath(planned, client)}/public-key`,
  );
  const encrypted_value =
    planned.encrypted_value || (await sealed(String(planned.plaintext_value ?? ""), key));
  await client.request("PUT", secretPath(planned, client), { key_id, encrypted_value });
}

async function sealed(value: string, key: string): Promise<string> {
  await sodium.ready;
  return Buffer.from(sodium.crypto_box_seal(value, Buffer.from(key, "base64"))).toString("base64");
}

function getSecret(state: ObjectValue, client: GithubClient): Promise<Secret> {
  return client.request<Secret>("GET", secretPath(state, client));
}

function secretsPath(state: ObjectValue, client: GithubClient): string {
  return `repos/${client.owner}/${state.repository}/actions/secrets`;
}

function secretPath(state: ObjectValue, client: GithubClient): string {
  return `${secretsPath(state, client)}/${state.secret_name}`;
}
