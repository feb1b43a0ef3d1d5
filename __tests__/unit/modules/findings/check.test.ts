import { describe, expect, it } from "vitest";
import { check } from "../../../../modules/findings/check";
import { describeFinding, type Finding } from "../../../../modules/findings/finding";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf } from "../../../support/findings";
import { reference } from "../../../support/minimal-modules";
import { ref } from "../../../support/ref";

const finding = (got: unknown): Finding => ({ property: "days", problem: "is odd", got, allowed: "1 to 3" });

describe("a finding", () => {
  it("says in three lines what is wrong, what was given and what is allowed", () => {
    expect(describeFinding(finding(4))).toBe("days is odd\n    got      4\n    allowed  1 to 3");
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
