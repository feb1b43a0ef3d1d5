import type * as messages from "../wire/messages";
import { decodeObject, encodeObject, type ObjectValue } from "../wire/value";
import { planChange } from "./plan-change";
import { diagnosticOf, ProviderError } from "./provider-error";
import { conform, schemaMessage } from "./schema";
import type { Environment, StandInProvider, StandInResource } from "./stand-in-provider";

/** Answers one kind of message; each method knows the shape of its own. */
export type ProviderMethod = (request: never, peer: string) => Promise<object>;

/** The methods of `tfplugin5.Provider` for one stand-in. `peer` tells configured instances of the provider apart. */
export function providerMethods<Context>(
  provider: StandInProvider<Context>,
  environment: Environment,
): Record<string, ProviderMethod> {
  const contexts = new Map<string, Context>();

  const resourceOf = (typeName: string): StandInResource<Context> => {
    const resource = provider.resources.find((candidate) => candidate.typeName === typeName);
    if (resource) return resource;
    throw new ProviderError(`The stand-in for ${provider.source} has no resource ${typeName}`);
  };
  const contextOf = (peer: string): Context => {
    const context = contexts.get(peer);
    if (context !== undefined) return context;
    throw new ProviderError(`The stand-in for ${provider.source} was called before it was configured`);
  };

  return {
    async GetSchema() {
      const schemas = provider.resources.map(({ typeName, schema }) => [typeName, schemaMessage(schema)]);
      return { provider: schemaMessage(provider.schema), resource_schemas: Object.fromEntries(schemas) };
    },

    async PrepareProviderConfig(request: messages.ConfigMessage) {
      return { prepared_config: request.config };
    },

    async Configure(request: messages.ConfigMessage, peer: string) {
      return answer({}, async () => {
        const config = conform(provider.schema, decodeObject(request.config) ?? {});
        contexts.set(peer, await provider.configure(config, environment));
        return {};
      });
    },

    async ValidateResourceTypeConfig(request: messages.ResourceConfigMessage) {
      return answer({}, async () => {
        resourceOf(request.type_name).validate?.(present(decodeObject(request.config), "configuration"));
        return {};
      });
    },

    async UpgradeResourceState(request: messages.UpgradeMessage) {
      return answer({}, async () => {
        const { schema } = resourceOf(request.type_name);
        const raw = JSON.parse(Buffer.from(request.raw_state?.json ?? "null").toString("utf8"));
        return { upgraded_state: encodeObject(conform(schema, present(raw as ObjectValue | null, "state"))) };
      });
    },

    async ReadResource(request: messages.ReadMessage, peer: string) {
      const unchanged = { new_state: request.current_state, private: request.private };
      return answer(unchanged, async () => {
        const resource = resourceOf(request.type_name);
        const state = present(decodeObject(request.current_state), "state");
        const read = await resource.read(state, contextOf(peer));
        return { ...unchanged, new_state: encodeObject(read ? conform(resource.schema, read) : null) };
      });
    },

    async PlanResourceChange(request: messages.PlanMessage) {
      return answer({}, async () => {
        const resource = resourceOf(request.type_name);
        const proposed = present(decodeObject(request.proposed_new_state), "proposed state");
        const { planned, replacedBy } = planChange(resource, decodeObject(request.prior_state), proposed);
        return {
          planned_state: encodeObject(planned),
          planned_private: request.prior_private,
          requires_replace: replacedBy.map((name) => ({ steps: [{ attribute_name: name }] })),
          legacy_type_system: resource.legacyTypeSystem ?? false,
        };
      });
    },

    async ApplyResourceChange(request: messages.ApplyMessage, peer: string) {
      const resource = resourceOf(request.type_name);
      const prior = decodeObject(request.prior_state);
      const planned = decodeObject(request.planned_state);
      const legacy_type_system = resource.legacyTypeSystem ?? false;
      // The old SDK stores the planned values even when the update failed.
      const keptOnFailure = prior && planned && resource.legacyTypeSystem ? planned : prior;
      return answer({ new_state: encodeObject(keptOnFailure), legacy_type_system }, async () => {
        const state = await applyChange(resource, prior, planned, contextOf(peer));
        return { new_state: encodeObject(state), private: request.planned_private, legacy_type_system };
      });
    },

    async ImportResourceState(request: messages.ImportMessage) {
      return answer({}, async () => {
        const resource = resourceOf(request.type_name);
        const state = encodeObject(conform(resource.schema, resource.import(request.id)));
        return { imported_resources: [{ type_name: request.type_name, state }] };
      });
    },

    async Stop() {
      return { Error: "" };
    },
  };
}

async function applyChange<Context>(
  resource: StandInResource<Context>,
  prior: ObjectValue | null,
  planned: ObjectValue | null,
  context: Context,
): Promise<ObjectValue | null> {
  if (planned) {
    const change = prior ? resource.update : resource.create;
    return conform(resource.schema, await change.call(resource, planned, context));
  }
  if (prior) await resource.delete(prior, context);
  return null;
}

async function answer<Response extends object>(
  otherwise: object,
  attempt: () => Promise<Response>,
): Promise<object> {
  try {
    return await attempt();
  } catch (error) {
    return { ...otherwise, diagnostics: [diagnosticOf(error)] };
  }
}

function present(value: ObjectValue | null, what: string): ObjectValue {
  if (value) return value;
  throw new ProviderError(`Terraform sent no ${what}`);
}
