/** A condition key's value; undefined says that AWS sends none with this request. */
export type ContextValue = string | readonly string[] | undefined;

/** Values by condition key. */
export type ContextValues = Readonly<Record<string, ContextValue>>;

/** A key's values, or why there are none: AWS sends none, or nobody here knows what AWS sends. */
export type LookedUp = readonly string[] | "absent" | "unknown";

// Keys that a service gives to whatever is done with the credentials that it hands out.
const KEYS_OF_SESSIONS = [
  "codebuild:buildarn",
  "codebuild:projectarn",
  "ec2:roledelivery",
  "ec2:sourceinstancearn",
  "lambda:sourcefunctionarn",
];

/** What a request tells the conditions of policies. Keys are the same in any case. */
export class RequestContext {
  readonly #values: ReadonlyMap<string, ContextValue>;

  /** `knownKeys` are those that are absent unless they have a value; one that ends in `*` stands for a family. */
  constructor(
    values: ContextValues,
    private readonly knownKeys: readonly string[],
    private readonly service: string,
  ) {
    this.#values = new Map(Object.entries(values).map(([key, value]) => [key.toLowerCase(), value]));
  }

  lookUp(key: string): LookedUp {
    const name = key.toLowerCase();
    const value = this.#values.get(name);
    if (value !== undefined) return [value].flat();
    return this.#values.has(name) || this.#isKnown(name) ? "absent" : "unknown";
  }

  #isKnown(name: string): boolean {
    const prefix = name.slice(0, name.indexOf(":"));
    if (KEYS_OF_SESSIONS.includes(name)) return false;
    // A request to one service carries no other's keys.
    if (prefix !== "aws" && prefix !== this.service.toLowerCase()) return true;
    return this.knownKeys.some((key) => {
      const known = key.toLowerCase();
      return known.endsWith("*") ? name.startsWith(known.slice(0, -1)) : name === known;
    });
  }
}
