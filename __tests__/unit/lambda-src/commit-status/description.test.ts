import { describe, expect, it } from "vitest";
import { description } from "../../../../lambda-src/commit-status/description";

describe("a description", () => {
  it("is the words where nothing says why", () => {
    expect(description("Failed", undefined)).toBe("Failed");
    expect(description("Failed", " \n")).toBe("Failed");
  });

  it("is one line of characters that GitHub takes", () => {
    expect(description("Failed", "the\tdeploy\r\nof 🚀 \u0000 über")).toBe("Failed: the deploy of ? über");
  });

  it("has 140 characters and not one more", () => {
    const reason = "x".repeat(140 - "Failed: ".length);
    expect(description("Failed", reason)).toBe(`Failed: ${reason}`);
    expect(description("Failed", `${reason}x`)).toBe(`Failed: ${reason.slice(1)}…`);
    expect(description("Failed", `${reason}x`)).toHaveLength(140);
  });

  it("is cut between two words", () => {
    const cut = description("Failed", "deployment ".repeat(20));
    expect(cut.length).toBeLessThanOrEqual(140);
    expect(cut).toMatch(/ deployment…$/);
  });
});
