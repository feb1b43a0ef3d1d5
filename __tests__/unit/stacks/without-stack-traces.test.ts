import { TerraformVariable } from "cdktf";
import { describe, expect, it } from "vitest";
import { withoutStackTraces } from "../../../stacks/without-stack-traces";
import { BareStack } from "../../support/bare-stack";

const tokenOf = () => new TerraformVariable(new BareStack(), "colour", { type: "string" }).value;

describe("work without stack traces", () => {
  it("makes tokens that keep none", () => {
    expect(tokenOf().creationStack.length).toBeGreaterThan(0);
    expect(withoutStackTraces(tokenOf).creationStack).toEqual([]);
  });

  it("answers with what the work answers, and leaves errors after it their traces", () => {
    const limit = Error.stackTraceLimit;
    expect(withoutStackTraces(() => 3)).toBe(3);
    expect(Error.stackTraceLimit).toBe(limit);
    expect(new Error("later").stack).toContain("without-stack-traces.test");
  });

  it("throws what the work throws, with a trace that leads to it", () => {
    const broken = () => {
      throw new Error("broken");
    };
    const thrown = (() => {
      try {
        return withoutStackTraces(broken);
      } catch (error) {
        return error as Error;
      }
    })() as Error;
    expect(thrown.message).toBe("broken");
    expect(thrown.stack).toContain("without-stack-traces.test");
  });
});
