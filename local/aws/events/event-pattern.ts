import { isObject } from "../json";
import { InvalidEventPatternException, operatorTest, type ValueTest } from "./event-pattern-operators";

export { InvalidEventPatternException };

type EventTest = (node: unknown) => boolean;

/** Whether EventBridge would match the event. Takes the pattern as an object or as JSON; throws on one AWS refuses. */
export function matchesEventPattern(pattern: unknown, event: unknown): boolean {
  return compileEventPattern(pattern)(event);
}

/** Checks a pattern once and returns its test. */
export function compileEventPattern(pattern: unknown): EventTest {
  return compileObject(typeof pattern === "string" ? parse(pattern) : pattern, "the pattern");
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new InvalidEventPatternException(
      `it is not JSON: ${cause instanceof Error ? cause.message : cause}`,
    );
  }
}

function compileObject(pattern: unknown, where: string): EventTest {
  if (!isObject(pattern)) throw new InvalidEventPatternException(`${where} must be an object`);
  const fields = Object.entries(pattern);
  if (fields.length === 0) throw new InvalidEventPatternException(`${where} is an empty object`);
  const tests = fields.map(([name, filter]) =>
    name === "$or" ? compileOr(filter, where) : compileField(name, filter, where),
  );
  return (node) => tests.every((test) => test(node));
}

function compileOr(alternatives: unknown, where: string): EventTest {
  if (!Array.isArray(alternatives) || alternatives.length < 2) {
    throw new InvalidEventPatternException(`$or of ${where} must be an array of two objects or more`);
  }
  const tests = alternatives.map((alternative) => compileObject(alternative, `$or of ${where}`));
  return (node) => tests.some((test) => test(node));
}

function compileField(name: string, filter: unknown, where: string): EventTest {
  const field = where === "the pattern" ? name : `${where}.${name}`;
  if (Array.isArray(filter)) return compileLeaf(name, filter, field);
  if (!isObject(filter)) throw new InvalidEventPatternException(`"${field}" must be an object or an array`);
  const test = compileObject(filter, field);
  // An array of objects matches when one object does, with all fields of the pattern.
  return (node) => asArray(fieldOf(node, name)).some(test);
}

function compileLeaf(name: string, filters: readonly unknown[], field: string): EventTest {
  if (filters.length === 0) throw new InvalidEventPatternException(`"${field}" is an empty array`);
  const tests = filters.map((filter) => compileValue(filter, field));
  return (node) => {
    const values = leaves(fieldOf(node, name));
    return tests.some((test) => test(values));
  };
}

function compileValue(filter: unknown, field: string): (values: readonly unknown[]) => boolean {
  if (Array.isArray(filter)) throw new InvalidEventPatternException(`"${field}" holds an array in its array`);
  if (!isObject(filter)) return (values) => values.includes(filter);
  if ("exists" in filter && Object.keys(filter).length === 1) {
    const { exists } = filter;
    if (typeof exists === "boolean") return (values) => values.length > 0 === exists;
    throw new InvalidEventPatternException(`exists of "${field}" must be true or false`);
  }
  const test: ValueTest = operatorTest(filter, field);
  return (values) => values.some(test);
}

function fieldOf(node: unknown, name: string): unknown {
  return isObject(node) && Object.hasOwn(node, name) ? node[name] : undefined;
}

// Operators see leaves only: an object or an empty array counts as absent.
function leaves(value: unknown): readonly unknown[] {
  return asArray(value).filter((item) => item !== undefined && !isObject(item));
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value];
}
