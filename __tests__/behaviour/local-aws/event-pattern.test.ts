import { describe, expect, it } from "vitest";
import { InvalidEventPatternException, matchesEventPattern } from "../../../local/aws/events/event-pattern";

const event = {
  source: "aws.ecr",
  resources: ["arn:one", "arn:two"],
  detail: {
    tag: "latest",
    count: 5,
    nothing: null,
    isLast: true,
    address: "10.0.1.7",
    tags: [],
    images: [
      { name: "a", size: 1 },
      { name: "b", size: 2 },
    ],
  },
};

const detail = (filter: object) => matchesEventPattern({ detail: filter }, event);

describe("an event pattern", () => {
  it.each([
    ["an exact text", { tag: ["dev", "latest"] }],
    ["an exact number", { count: [5] }],
    ["null", { nothing: [null] }],
    ["a boolean", { isLast: [true] }],
    ["prefix", { tag: [{ prefix: "lat" }] }],
    ["prefix without case", { tag: [{ prefix: { "equals-ignore-case": "LAT" } }] }],
    ["suffix", { tag: [{ suffix: "est" }] }],
    ["suffix without case", { tag: [{ suffix: { "equals-ignore-case": "EST" } }] }],
    ["equals-ignore-case", { tag: [{ "equals-ignore-case": "LATEST" }] }],
    ["wildcard", { tag: [{ wildcard: "l*e*t" }] }],
    ["cidr", { address: [{ cidr: "10.0.1.0/24" }] }],
    ["numeric", { count: [{ numeric: [">", 0, "<=", 5] }] }],
    ["exists", { tag: [{ exists: true }] }],
    ["exists false", { other: [{ exists: false }] }],
    ["exists false of an empty array", { tags: [{ exists: false }] }],
    ["anything-but a text", { tag: [{ "anything-but": "dev" }] }],
    ["anything-but a list of numbers", { count: [{ "anything-but": [1, 2] }] }],
    ["anything-but prefix", { tag: [{ "anything-but": { prefix: "dev" } }] }],
    ["anything-but a list of suffixes", { tag: [{ "anything-but": { suffix: ["x", "y"] } }] }],
    ["anything-but wildcard", { tag: [{ "anything-but": { wildcard: "d*v" } }] }],
    ["anything-but without case", { tag: [{ "anything-but": { "equals-ignore-case": "DEV" } }] }],
    ["one element of an array of objects", { images: { name: ["b"], size: [2] } }],
    ["$or", { $or: [{ tag: ["dev"] }, { count: [5] }] }],
  ])("matches by %s", (_operator, filter) => {
    expect(detail(filter)).toBe(true);
  });

  it.each([
    ["another text", { tag: ["dev"] }],
    ["the text of a number", { count: ["5"] }],
    ["a prefix that is elsewhere", { tag: [{ prefix: "test" }] }],
    ["a suffix that is elsewhere", { tag: [{ suffix: "lat" }] }],
    ["a wildcard that does not span the whole", { tag: [{ wildcard: "*tes" }] }],
    ["an address outside the cidr", { address: [{ cidr: "10.0.2.0/24" }] }],
    ["a number out of range", { count: [{ numeric: ["<", 5] }] }],
    ["anything-but the value", { tag: [{ "anything-but": ["latest"] }] }],
    ["anything-but prefix of the value", { tag: [{ "anything-but": { prefix: "la" } }] }],
    ["anything-but of an absent field", { other: [{ "anything-but": "x" }] }],
    ["exists of an absent field", { other: [{ exists: true }] }],
    ["exists of an object", { images: [{ exists: true }] }],
    ["fields of different elements of an array", { images: { name: ["a"], size: [2] } }],
    ["one field of two", { tag: ["latest"], count: [6] }],
    ["no alternative of $or", { $or: [{ tag: ["dev"] }, { count: [6] }] }],
  ])("does not match by %s", (_operator, filter) => {
    expect(detail(filter)).toBe(false);
  });

  it("matches an array when one of its values does", () => {
    expect(matchesEventPattern({ resources: ["arn:two"] }, event)).toBe(true);
  });

  it("is taken as JSON too", () => {
    expect(matchesEventPattern('{"source":["aws.ecr"]}', event)).toBe(true);
  });

  it("takes a star behind a backslash for itself", () => {
    const matches = (tag: string) => matchesEventPattern({ tag: [{ wildcard: "a\\*b" }] }, { tag });
    expect([matches("a*b"), matches("axb")]).toEqual([true, false]);
  });

  it.each([
    ["an empty array", { tag: [] }, '"tag" is an empty array'],
    ["an empty object", {}, "the pattern is an empty object"],
    ["a plain value", { detail: { tag: "latest" } }, '"detail.tag" must be an object or an array'],
    ["an unknown operator", { tag: [{ like: "x" }] }, "allowed is one of prefix"],
    ["two operators in one", { tag: [{ prefix: "a", suffix: "b" }] }, "match expression"],
    ["an array in an array", { tag: [["x"]] }, "holds an array in its array"],
    ["mixed anything-but", { tag: [{ "anything-but": ["x", 1] }] }, "strings only or numbers only"],
    ["anything-but numeric", { tag: [{ "anything-but": { numeric: ["=", 1] } }] }, "anything-but of"],
    ["two stars in a row", { tag: [{ wildcard: "a**" }] }, "two * in a row"],
    ["a bad cidr", { tag: [{ cidr: "10.0.0.0/33" }] }, "must be like 10.0.0.0/24"],
    ["a bad comparison", { tag: [{ numeric: ["!=", 1] }] }, "numeric of"],
    ["exists that is no boolean", { tag: [{ exists: "yes" }] }, "true or false"],
    ["$or of one", { $or: [{ tag: ["x"] }] }, "two objects or more"],
    ["text that is no JSON", "{", "it is not JSON"],
  ])("refuses %s", (_what, pattern, reason) => {
    expect(() => matchesEventPattern(pattern, event)).toThrow(InvalidEventPatternException);
    expect(() => matchesEventPattern(pattern, event)).toThrow(reason);
  });
});
