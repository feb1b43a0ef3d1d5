import { describe, expect, it } from "vitest";
import { check } from "../../../../modules/findings/check";
import { describeFinding, type Finding } from "../../../../modules/findings/finding";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf } from "../../../support/findings";
import { reference } from "../../../support/minimal-modules";
import { ref } from "../../../support/ref";

const finding = (got: unknown): Finding => ({
  code: "VALUE-RANGE",
  property: "days",
  problem: "is odd",
  got,
  allowed: "1 to 3",
});

describe("a finding", () => {
  it("says in four lines what is wrong, what was given, what is allowed, and its code", () => {
    expect(describeFinding(finding(4))).toBe(
      "days is odd\n    got      4\n    allowed  1 to 3\n    code     VALUE-RANGE",
    );
  });

  it.each([
    ["a space of no width", "ma\u200Bin", "ma\\u{200B}in"],
    ["a space that does not break", "ma\u00A0in", "ma\\u{00A0}in"],
    ["a mark that turns the text round", "\u202Emain", "\\u{202E}main"],
    ["a byte order mark", "\uFEFFmain", "\\u{FEFF}main"],
    ["a control of a terminal", "\u009B31m", "\\u{009B}31m"],
    ["a letter that fills", "main\u3164", "main\\u{3164}"],
  ])("shows %s, which nobody would see", (_, got, shown) => {
    expect(describeFinding(finding(got))).toContain(`got      "${shown}"\n`);
  });

  it("shows what people write as they write it", () => {
    expect(describeFinding(finding("Équipe 東京 🚀"))).toContain('"Équipe 東京 🚀"');
  });

  it("shows what is invisible in the name of a property", () => {
    expect(describeFinding({ ...finding(1), property: "na\u200Bme" })).toMatch(/^na\\u\{200B\}me is odd/);
  });

  it("shortens a long property and a long list of what is allowed", () => {
    const long = { ...finding(1), property: "x".repeat(9000), allowed: "y".repeat(9000) };
    expect(describeFinding(long).length).toBeLessThan(1500);
  });

  it.each([
    ["text in quotes", "a", '"a"'],
    ["a list", [1, "a"], '[1,"a"]'],
    ["nothing", undefined, "undefined"],
    ["no number", Number.NaN, "NaN"],
    ["an endless number", Number.POSITIVE_INFINITY, "Infinity"],
  ])("shows %s as it was given", (_, got, shown) => {
    expect(describeFinding(finding(got))).toContain(`got      ${shown}\n`);
  });

  it("shortens a long value", () => {
    expect(describeFinding(finding("x".repeat(5000))).length).toBeLessThan(250);
  });
});

describe("a check", () => {
  it("reports nothing before it is asked, and then all findings on the construct", () => {
    const stack = new BareStack();
    const values: unknown[] = [];
    check(stack, () => values.map(finding));
    values.push(4, 5);
    expect(findingsOf(stack)).toMatchObject([
      { at: "bare", got: "4" },
      { at: "bare", got: "5" },
    ]);
  });

  it("shows a reference as Terraform writes it", () => {
    const stack = new BareStack();
    check(stack, () => [finding([reference(stack)])]);
    expect(findingsOf(stack)).toMatchObject([{ got: JSON.stringify([ref("var.reference")]) }]);
  });
});
