import { describe, expect, it } from "vitest";
import { fulfils } from "../../../local/terraform/version-constraint";

describe("a version constraint", () => {
  it.each([
    ["5.100.0", ">= 5.100.0, < 7.0.0", true],
    ["6.25.0", ">= 5.100.0, < 7.0.0", true],
    ["5.99.9", ">= 5.100.0, < 7.0.0", false],
    ["7.0.0", ">= 5.100.0, < 7.0.0", false],
    ["3.7.2", "3.7.2", true],
    ["3.7.3", "3.7.2", false],
    ["6.0.0-beta1", ">= 5.100.0", false],
  ])("is asked whether %s fulfils %s: %s", (version, constraint, expected) => {
    expect(fulfils(version, constraint)).toBe(expected);
  });

  it("refuses an operator it does not know", () => {
    expect(() => fulfils("1.0.0", "~> 1.0.0")).toThrow('"~> 1.0.0" is none of =, >= and <');
  });
});
