import { afterEach, describe, expect, it, vi } from "vitest";
import { startLocalAws } from "../../../local/aws/local-aws";
import { LocalAwsUnavailable, missingForLocalAws } from "../../../local/aws/missing-for-local-aws";

describe("a machine without Python", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("is told in one line what is missing and how to get it", () => {
    vi.stubEnv("PATH", "");
    expect(missingForLocalAws()).toMatch(/^The local AWS needs Python 3\.10 or newer.* Install it from .*$/);
  });

  it("does not start a local AWS", async () => {
    vi.stubEnv("PATH", "");
    await expect(startLocalAws()).rejects.toThrow(LocalAwsUnavailable);
  });
});
