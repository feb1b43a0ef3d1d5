import { ProviderError } from "../server/provider-error";
import type { StandInResource } from "../server/stand-in-provider";
import type { ObjectValue } from "../wire/value";
import { refuseActionsName } from "./actions-name";
import { type GithubClient, unlessGone } from "./github-client";
import { timestamp } from "./timestamp";

interface Variable {
  readonly value: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** `github_actions_variable`: another repository does not replace it, and then GitHub finds nothing to change. */
export const actionsVariableResource: StandInResource<GithubClient> = {
  typeName: "github_actions_variable",
  legacyTypeSystem: true,
  schema: {
    version: 0,
    attributes: {
      created_at: { type: "string", computed: true },
      id: { type: "string", optional: true, computed: true },
      repository: { type: "string", required: true },
      updated_at: { type: "string", computed: true },
      value: { type: "string", required: true },
      variable_name: { type: "string", required: true, replaces: true },
    },
  },

  validate(config) {
    refuseActionsName(config, "variable_name");
  },

  async create(planned, client) {
    await client.request("POST", variablesPath(planned, client), bodyOf(planned));
    return readVariable(planned, client);
  },

  read(state, client) {
    return unlessGone(readVariable(state, client));
  },

  async update(planned, client) {
    await client.request("PATCH", variablePath(planned, client), bodyOf(planned));
    return readVariable(planned, client);
  },

  async delete(state, client) {
    await client.request("DELETE", variablePath(state, client));
  },

  import(id) {
    const [repository, name, ...rest] = id.split(":");
    if (!repository || !name || rest.length > 0) {
      throw new ProviderError(`Unexpected ID format ("${id}"); expected repository:variable_name`);
    }
    return { id, repository, variable_name: name };
  },
};

async function readVariable(state: ObjectValue, client: GithubClient): Promise<ObjectValue> {
  const variable = await client.request<Variable>("GET", variablePath(state, client));
  return {
    id: `${state.repository}:${state.variable_name}`,
    repository: state.repository ?? null,
    variable_name: state.variable_name ?? null,
    value: variable.value,
    created_at: timestamp(variable.created_at),
    updated_at: timestamp(variable.updated_at),
  };
}

function bodyOf({ variable_name, value }: ObjectValue): object {
  return { name: variable_name, value };
}

function variablesPath(state: ObjectValue, client: GithubClient): string {
  return `repos/${client.owner}/${state.repository}/actions/variables`;
}

function variablePath(state: ObjectValue, client: GithubClient): string {
  return `${variablesPath(state, client)}/${state.variable_name}`;
}
