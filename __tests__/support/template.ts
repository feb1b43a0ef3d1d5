import { type TerraformStack, Testing } from "cdktf";

/** A block of Terraform JSON. */
export type Block = Readonly<Record<string, unknown>>;

interface Stage {
  readonly action: readonly Block[];
}

type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** What a stack synthesizes to, with the JSON documents in its strings (event patterns, lifecycle policies, …) parsed. */
export class Template {
  private readonly json: Block;

  constructor(stack: TerraformStack) {
    this.json = parsed(JSON.parse(Testing.synth(stack))) as Block;
  }

  /** A block of the top level, such as `terraform`, `provider` or `output`; empty where there is none. */
  section(name: string): Block {
    return (this.json[name] ?? {}) as Block;
  }

  /** Every address, sorted: `aws_iam_role.codebuild`, `data.aws_region.current`. */
  get addresses(): readonly string[] {
    return [...this.blocks.keys()].sort();
  }

  /** The one resource or data source at an address. */
  at(address: string): Block {
    const block = this.blocks.get(address);
    if (!block) throw new Error(`nothing at ${address}; there is:\n  ${this.addresses.join("\n  ")}`);
    return block;
  }

  /** The resources and data sources of a type, such as `aws_iam_role`, that have at least these properties. */
  find(type: string, properties: Block = {}): readonly Block[] {
    return [...this.blocks]
      .filter(([address, block]) => address.startsWith(`${type}.`) && holds(block, properties))
      .map(([, block]) => block);
  }

  /** The statements of a policy document, by its name. */
  statements(document: string): readonly Block[] {
    return this.at(`data.aws_iam_policy_document.${document}`).statement as readonly Block[];
  }

  /** The one action of this name in the stack's pipelines. */
  action(name: string): Block {
    const pipelines = this.find("aws_codepipeline") as readonly { readonly stage: readonly Stage[] }[];
    const actions = pipelines.flatMap(({ stage }) => stage.flatMap(({ action }) => action));
    const [found, ...others] = actions.filter((action) => action.name === name);
    if (!found || others.length > 0) throw new Error(`${others.length + (found ? 1 : 0)} actions "${name}"`);
    return found;
  }

  private get blocks(): ReadonlyMap<string, Block> {
    return new Map([
      ...named(this.section("resource") as Blocks, ""),
      ...named(this.section("data") as Blocks, "data."),
    ]);
  }
}

function named(types: Blocks, prefix: string): readonly (readonly [string, Block])[] {
  return Object.entries(types).flatMap(([type, blocks]) =>
    Object.entries(blocks).map(([name, block]) => [`${prefix}${type}.${name}`, block] as const),
  );
}

const isObject = (value: unknown): value is Block => typeof value === "object" && value !== null;

function parsed(value: unknown): unknown {
  if (typeof value === "string" && /^[[{]/.test(value)) return JSON.parse(value);
  if (Array.isArray(value)) return value.map(parsed);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, parsed(inner)]));
}

function holds(actual: unknown, expected: unknown): boolean {
  if (!isObject(expected)) return actual === expected;
  return isObject(actual) && Object.entries(expected).every(([key, value]) => holds(actual[key], value));
}
