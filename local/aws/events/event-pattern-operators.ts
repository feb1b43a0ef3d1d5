import { BlockList, isIP } from "node:net";
import { isObject } from "../json";

/** Tells of one value whether it passes. */
export type ValueTest = (value: unknown) => boolean;

/** A pattern that EventBridge refuses; the message says which part. */
export class InvalidEventPatternException extends Error {
  override readonly name = "InvalidEventPatternException";

  constructor(reason: string) {
    super(`Event pattern is not valid. Reason: ${reason}`);
  }
}

type Operator = (operand: unknown, field: string) => ValueTest;

const OPERATORS: Readonly<Record<string, Operator>> = {
  prefix: textOrIgnoreCase("prefix", (value, text) => value.startsWith(text)),
  suffix: textOrIgnoreCase("suffix", (value, text) => value.endsWith(text)),
  "equals-ignore-case": textTest("equals-ignore-case", ignoringCase),
  wildcard: wildcardTest,
  cidr: cidrTest,
  numeric: numericTest,
  "anything-but": anythingButTest,
};

// What anything-but may negate; these take a list too when they are negated.
const NEGATABLE = ["prefix", "suffix", "equals-ignore-case", "wildcard"];

/** The test of an operator such as {"prefix": "us-"}. Every documented one but `exists`, which needs no value. */
export function operatorTest(filter: Readonly<Record<string, unknown>>, field: string): ValueTest {
  const [name = "", ...others] = Object.keys(filter);
  const operator = OPERATORS[name];
  if (operator === undefined || others.length > 0) {
    const allowed = [...Object.keys(OPERATORS), "exists"].join(", ");
    throw new InvalidEventPatternException(
      `"${field}" has the match expression ${JSON.stringify(filter)}; allowed is one of ${allowed}`,
    );
  }
  return operator(filter[name], field);
}

function textTest(operator: string, matches: (value: string, text: string) => boolean): Operator {
  return (operand, field) => {
    const text = textOf(operand, operator, field);
    return (value) => typeof value === "string" && matches(value, text);
  };
}

function textOrIgnoreCase(operator: string, matches: (value: string, text: string) => boolean): Operator {
  const plain = textTest(operator, matches);
  const folded = textTest(operator, (value, text) => matches(value.toLowerCase(), text.toLowerCase()));
  return (operand, field) =>
    isObject(operand) && Object.keys(operand).join() === "equals-ignore-case"
      ? folded(operand["equals-ignore-case"], field)
      : plain(operand, field);
}

function ignoringCase(value: string, text: string): boolean {
  return value.toLowerCase() === text.toLowerCase();
}

function wildcardTest(operand: unknown, field: string): ValueTest {
  const text = textOf(operand, "wildcard", field);
  if (/(?<!\\)\*\*/.test(text)) {
    throw new InvalidEventPatternException(
      `wildcard of "${field}" has two * in a row: ${JSON.stringify(text)}`,
    );
  }
  const expression = [...text.matchAll(/\\([*\\])|(\*)|([^*])/g)].map(([, escaped, star, plain]) =>
    star === undefined ? (escaped ?? plain ?? "").replace(/[.*+?^${}()|[\]\\]/g, "\\$&") : ".*",
  );
  const whole = new RegExp(`^${expression.join("")}$`, "su");
  return (value) => typeof value === "string" && whole.test(value);
}

function cidrTest(operand: unknown, field: string): ValueTest {
  const [network = "", bits = ""] = textOf(operand, "cidr", field).split("/");
  const family = isIP(network);
  const prefix = Number(bits);
  if (family === 0 || !/^\d+$/.test(bits) || prefix > (family === 4 ? 32 : 128)) {
    throw new InvalidEventPatternException(`cidr of "${field}" must be like 10.0.0.0/24, not ${operand}`);
  }
  const block = new BlockList();
  block.addSubnet(network, prefix, family === 4 ? "ipv4" : "ipv6");
  return (value) =>
    typeof value === "string" && isIP(value) === family && block.check(value, family === 4 ? "ipv4" : "ipv6");
}

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

function numericTest(operand: unknown, field: string): ValueTest {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) {
    throw new InvalidEventPatternException(`numeric of "${field}" must be like [">", 0, "<=", 5]`);
  }
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < operand.length; index += 2) {
    const [sign, bound] = operand.slice(index, index + 2);
    const compare = COMPARISONS[sign];
    if (compare === undefined || typeof bound !== "number") {
      throw new InvalidEventPatternException(
        `numeric of "${field}" has ${JSON.stringify([sign, bound])}; allowed is one of ${Object.keys(COMPARISONS).join(" ")} and a number`,
      );
    }
    tests.push((value) => compare(value, bound));
  }
  return (value) => typeof value === "number" && tests.every((test) => test(value));
}

function anythingButTest(operand: unknown, field: string): ValueTest {
  if (isObject(operand)) return negatedOperator(operand, field);
  const excluded: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  const kinds = new Set(excluded.map((value) => typeof value));
  if (kinds.size !== 1 || !(kinds.has("string") || kinds.has("number"))) {
    throw new InvalidEventPatternException(
      `anything-but of "${field}" must be strings only or numbers only, not ${JSON.stringify(operand)}`,
    );
  }
  return (value) => !excluded.includes(value);
}

function negatedOperator(filter: Readonly<Record<string, unknown>>, field: string): ValueTest {
  const [name = "", ...others] = Object.keys(filter);
  if (!NEGATABLE.includes(name) || others.length > 0) {
    throw new InvalidEventPatternException(
      `anything-but of "${field}" has ${JSON.stringify(filter)}; allowed is one of ${NEGATABLE.join(", ")}`,
    );
  }
  const operand = filter[name];
  const operands: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  if (operands.length === 0)
    throw new InvalidEventPatternException(`anything-but of "${field}" excludes nothing`);
  const tests = operands.map((one) => operatorTest({ [name]: one }, field));
  return (value) => !tests.some((test) => test(value));
}

function textOf(operand: unknown, operator: string, field: string): string {
  if (typeof operand === "string" && (operand !== "" || operator === "equals-ignore-case")) return operand;
  throw new InvalidEventPatternException(
    `${operator} of "${field}" must be a string of one character or more, not ${JSON.stringify(operand)}`,
  );
}
