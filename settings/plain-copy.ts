import { types } from "node:util";
import type { Finding } from "../modules/findings/finding";
import { holdsItself, notData, throwing, tooDeep, tooLarge } from "./findings/errors";
import { type FindingAtPath, type Path, propertyPath } from "./findings/location";
import { messageOf } from "./findings/thrown";

/** What a settings file exports, as data, and what in it was none. */
export interface PlainCopy {
  readonly value: unknown;
  readonly findings: readonly FindingAtPath[];
}

// Far above what settings hold, and far below what a person waits for.
const deepest = 32;
const most = 500_000;

interface Copied {
  readonly value: unknown;
  /** Values in it, those that stand in two places counted twice: what a walk through it meets. */
  readonly size: number;
}

const leftOut: Copied = { value: undefined, size: 1 };

function describeKind(value: object): string {
  if (types.isProxy(value)) return "(a proxy)";
  const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
  return typeof name === "string" && name !== "" ? `(${name})` : "(an object of a class)";
}

function isPlain(value: object): boolean {
  if (types.isProxy(value)) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

class Copying {
  readonly findings: FindingAtPath[] = [];
  private readonly copies = new Map<object, Copied>();
  private readonly above = new Set<object>();
  private met = 0;

  constructor(private readonly root: string) {}

  copy(value: unknown, path: Path): Copied {
    this.met += 1;
    if (typeof value !== "object" || value === null) return { value, size: 1 };
    const known = this.copies.get(value);
    if (known) return known;
    if (this.above.has(value)) return this.refuse(path, (at) => holdsItself(at));
    if (!isPlain(value)) return this.refuseKind(value, path);
    if (path.length > deepest) return this.refuse(path, (at) => tooDeep(at, deepest));
    this.above.add(value);
    const copied = this.copyInner(value, path);
    this.above.delete(value);
    this.copies.set(value, copied);
    return copied;
  }

  private copyInner(value: object, path: Path): Copied {
    const isList = Array.isArray(value);
    const keys = isList ? value.length : Object.keys(value).length;
    if (keys + this.met > most) return this.refuse(path, (at) => tooLarge(at, most));
    // Array.from sees the gaps that a comma too many leaves.
    const names: readonly PropertyKey[] = isList
      ? Array.from(value, (_, index) => index)
      : Object.keys(value);
    const inner = names.map((name) => [name, this.copyKey(value, name, path)] as const);
    const size = inner.reduce((sum, [, copied]) => sum + copied.size, 1);
    if (size > most) return this.refuse(path, (at) => tooLarge(at, most));
    const items = inner.map(([name, copied]) => [name, copied.value] as const);
    return { value: isList ? items.map(([, item]) => item) : Object.fromEntries(items), size };
  }

  private copyKey(holder: object, key: PropertyKey, path: Path): Copied {
    const at = [...path, key];
    let value: unknown;
    try {
      value = (holder as Record<PropertyKey, unknown>)[key];
    } catch (thrown) {
      // A getter of the user's: a finding like any other, so that the rest is looked at too.
      return this.refuse(at, (property) => throwing(property, messageOf(thrown)));
    }
    return this.copy(value, at);
  }

  private refuseKind(value: object, path: Path): Copied {
    // Nobody else waits for it: its failure would end the process with a stack trace.
    if (types.isPromise(value)) value.catch(() => undefined);
    return this.refuse(path, (at) => notData(at, describeKind(value)));
  }

  private refuse(path: Path, finding: (property: string) => Finding): Copied {
    this.findings.push({ ...finding(propertyPath(this.root, path)), path });
    return leftOut;
  }
}

/** Reads every value of an export once, so that whatever is looked at later is data, ends, and throws nothing. */
export function plainCopy(exported: unknown, root: string): PlainCopy {
  const copying = new Copying(root);
  const { value } = copying.copy(exported, []);
  return { value, findings: copying.findings };
}
