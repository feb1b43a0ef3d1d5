import type { ObjectValue } from "../wire/value";
import type { Schema } from "./schema";

/** The environment of the Terraform run, which a real provider would inherit. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One resource type of a stand-in. `Context` is what configuring the provider gave. */
export interface StandInResource<Context> {
  readonly typeName: string;
  readonly schema: Schema;
  /** Built on the old SDK in the real provider: may plan defaults, and stores zero values for what is not set. */
  readonly legacyTypeSystem?: boolean;
  /** Throws a ProviderError at a value the real provider refuses. Values may be unknown. */
  validate?(config: ObjectValue): void;
  /** Settles what the general rules of planning leave open; called for updates only. */
  settlePlan?(prior: ObjectValue, planned: ObjectValue): ObjectValue;
  create(planned: ObjectValue, context: Context): Promise<ObjectValue>;
  /** Undefined: it exists no more. */
  read(state: ObjectValue, context: Context): Promise<ObjectValue | undefined>;
  update(planned: ObjectValue, context: Context): Promise<ObjectValue>;
  delete(state: ObjectValue, context: Context): Promise<void>;
  /** As much of the state as the ID tells; read is called next. */
  import(id: string): ObjectValue;
}

/** A stand-in for one Terraform provider. */
export interface StandInProvider<Context> {
  /** The source address, as in `required_providers`. */
  readonly source: string;
  readonly schema: Schema;
  configure(config: ObjectValue, environment: Environment): Promise<Context>;
  readonly resources: readonly StandInResource<Context>[];
}
