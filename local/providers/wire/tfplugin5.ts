import { loadPackageDefinition, type ServiceClientConstructor, type ServiceDefinition } from "@grpc/grpc-js";
import { fromJSON } from "@grpc/proto-loader";

type FieldTable = Record<string, readonly [type: string, id: number, rule?: "repeated"]>;

const DIAGNOSTICS = (id: number) => ["Diagnostic", id, "repeated"] as const;

/** The messages of plugin protocol 5 that Terraform sends for managed resources, with the fields a stand-in reads or fills. */
const MESSAGES: Record<string, FieldTable> = {
  DynamicValue: { msgpack: ["bytes", 1], json: ["bytes", 2] },
  Diagnostic: {
    severity: ["int32", 1],
    summary: ["string", 2],
    detail: ["string", 3],
    attribute: ["AttributePath", 4],
  },
  AttributePath: { steps: ["AttributePathStep", 1, "repeated"] },
  AttributePathStep: { attribute_name: ["string", 1] },

  Schema: { version: ["int64", 1], block: ["Block", 2] },
  Block: {
    version: ["int64", 1],
    attributes: ["Attribute", 2, "repeated"],
    block_types: ["NestedBlock", 3, "repeated"],
  },
  Attribute: {
    name: ["string", 1],
    type: ["bytes", 2],
    description: ["string", 3],
    required: ["bool", 4],
    optional: ["bool", 5],
    computed: ["bool", 6],
    sensitive: ["bool", 7],
  },
  NestedBlock: {
    type_name: ["string", 1],
    block: ["Block", 2],
    nesting: ["int32", 3],
    min_items: ["int64", 4],
    max_items: ["int64", 5],
  },

  Empty: {},
  GetSchemaResponse: { provider: ["Schema", 1], diagnostics: DIAGNOSTICS(4) },
  PrepareProviderConfigRequest: { config: ["DynamicValue", 1] },
  PrepareProviderConfigResponse: { prepared_config: ["DynamicValue", 1], diagnostics: DIAGNOSTICS(2) },
  ConfigureRequest: { terraform_version: ["string", 1], config: ["DynamicValue", 2] },
  ConfigureResponse: { diagnostics: DIAGNOSTICS(1) },
  ValidateResourceTypeConfigRequest: { type_name: ["string", 1], config: ["DynamicValue", 2] },
  ValidateResourceTypeConfigResponse: { diagnostics: DIAGNOSTICS(1) },
  RawState: { json: ["bytes", 1] },
  UpgradeResourceStateRequest: {
    type_name: ["string", 1],
    version: ["int64", 2],
    raw_state: ["RawState", 3],
  },
  UpgradeResourceStateResponse: { upgraded_state: ["DynamicValue", 1], diagnostics: DIAGNOSTICS(2) },
  ReadResourceRequest: {
    type_name: ["string", 1],
    current_state: ["DynamicValue", 2],
    private: ["bytes", 3],
  },
  ReadResourceResponse: {
    new_state: ["DynamicValue", 1],
    diagnostics: DIAGNOSTICS(2),
    private: ["bytes", 3],
  },
  PlanResourceChangeRequest: {
    type_name: ["string", 1],
    prior_state: ["DynamicValue", 2],
    proposed_new_state: ["DynamicValue", 3],
    config: ["DynamicValue", 4],
    prior_private: ["bytes", 5],
  },
  PlanResourceChangeResponse: {
    planned_state: ["DynamicValue", 1],
    requires_replace: ["AttributePath", 2, "repeated"],
    planned_private: ["bytes", 3],
    diagnostics: DIAGNOSTICS(4),
    legacy_type_system: ["bool", 5],
  },
  ApplyResourceChangeRequest: {
    type_name: ["string", 1],
    prior_state: ["DynamicValue", 2],
    planned_state: ["DynamicValue", 3],
    config: ["DynamicValue", 4],
    planned_private: ["bytes", 5],
  },
  ApplyResourceChangeResponse: {
    new_state: ["DynamicValue", 1],
    private: ["bytes", 2],
    diagnostics: DIAGNOSTICS(3),
    legacy_type_system: ["bool", 4],
  },
  ImportResourceStateRequest: { type_name: ["string", 1], id: ["string", 2] },
  ImportedResource: { type_name: ["string", 1], state: ["DynamicValue", 2], private: ["bytes", 3] },
  ImportResourceStateResponse: {
    imported_resources: ["ImportedResource", 1, "repeated"],
    diagnostics: DIAGNOSTICS(2),
  },
  StopResponse: { Error: ["string", 1] },
};

/** Maps stand apart: protobufjs describes them with a key type. */
const MAP_FIELDS: Record<string, object> = {
  GetSchemaResponse: { resource_schemas: { keyType: "string", type: "Schema", id: 2 } },
};

const METHODS: Record<string, readonly [request: string, response: string]> = {
  GetSchema: ["Empty", "GetSchemaResponse"],
  PrepareProviderConfig: ["PrepareProviderConfigRequest", "PrepareProviderConfigResponse"],
  Configure: ["ConfigureRequest", "ConfigureResponse"],
  ValidateResourceTypeConfig: ["ValidateResourceTypeConfigRequest", "ValidateResourceTypeConfigResponse"],
  UpgradeResourceState: ["UpgradeResourceStateRequest", "UpgradeResourceStateResponse"],
  ReadResource: ["ReadResourceRequest", "ReadResourceResponse"],
  PlanResourceChange: ["PlanResourceChangeRequest", "PlanResourceChangeResponse"],
  ApplyResourceChange: ["ApplyResourceChangeRequest", "ApplyResourceChangeResponse"],
  ImportResourceState: ["ImportResourceStateRequest", "ImportResourceStateResponse"],
  Stop: ["Empty", "StopResponse"],
};

/** The gRPC service `tfplugin5.Provider`, as grpc-js wants it. */
export function providerService(): ServiceDefinition {
  const messages = Object.entries(MESSAGES).map(([name, fields]) => [
    name,
    { fields: { ...fieldsOf(fields), ...MAP_FIELDS[name] } },
  ]);
  const methods = Object.entries(METHODS).map(([name, [requestType, responseType]]) => [
    name,
    { requestType, responseType },
  ]);
  const description = fromJSON(
    {
      nested: {
        tfplugin5: {
          nested: { ...Object.fromEntries(messages), Provider: { methods: Object.fromEntries(methods) } },
        },
      },
    },
    { keepCase: true, longs: Number, defaults: true },
  );
  const loaded = loadPackageDefinition(description) as unknown as {
    tfplugin5: { Provider: ServiceClientConstructor };
  };
  return loaded.tfplugin5.Provider.service;
}

function fieldsOf(fields: FieldTable): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, [type, id, rule]]) => [
      name,
      rule ? { type, id, rule } : { type, id },
    ]),
  );
}
