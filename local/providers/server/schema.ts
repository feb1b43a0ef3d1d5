import type { ObjectValue, Value } from "../wire/value";

/** A type as Terraform writes it in JSON: `"string"`, `["set", "string"]`. */
export type AttributeType = "string" | "number" | "bool" | readonly ["list" | "set" | "map", AttributeType];

export interface Attribute {
  readonly type: AttributeType;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  /** What a plan holds where the configuration says nothing. Terraform allows it to legacy resources only. */
  readonly default?: Value;
  /** A change replaces the resource; a function decides it from both values. */
  readonly replaces?: true | ((prior: Value, planned: Value) => boolean);
}

export interface NestedBlock extends Block {
  readonly nesting: "list" | "set";
  readonly maxItems?: number;
}

export interface Block {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly blocks?: Readonly<Record<string, NestedBlock>>;
}

export interface Schema extends Block {
  readonly version: number;
}

/** The value with exactly the names the block has: Terraform refuses an object with one more or one less. */
export function conform(block: Block, value: ObjectValue): ObjectValue {
  const attributes = Object.keys(block.attributes).map((name) => [name, value[name] ?? null] as const);
  const blocks = Object.entries(block.blocks ?? {}).map(([name, nested]) => {
    const items = (value[name] ?? []) as readonly ObjectValue[];
    return [name, items.map((item) => conform(nested, item))] as const;
  });
  return Object.fromEntries([...attributes, ...blocks]);
}

const NESTING = { list: 2, set: 3 } as const;

/** The schema as GetSchema answers it. */
export function schemaMessage(schema: Schema): object {
  return { version: schema.version, block: blockMessage(schema) };
}

function blockMessage(block: Block): object {
  return {
    attributes: Object.entries(block.attributes).map(([name, attribute]) => ({
      name,
      type: Buffer.from(JSON.stringify(attribute.type)),
      required: attribute.required ?? false,
      optional: attribute.optional ?? false,
      computed: attribute.computed ?? false,
      sensitive: attribute.sensitive ?? false,
    })),
    block_types: Object.entries(block.blocks ?? {}).map(([name, nested]) => ({
      type_name: name,
      block: blockMessage(nested),
      nesting: NESTING[nested.nesting],
      max_items: nested.maxItems ?? 0,
    })),
  };
}
