import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { claimBuckets } from "../../support/claimed-buckets";

it("two files of tests with Terraform don't have the same bucket, not even one after the other", () => {
  const bucket = `claimed-${randomUUID()}`;
  claimBuckets([bucket], "one.test.ts");
  claimBuckets([bucket], "one.test.ts");
  expect(() => claimBuckets([bucket], "other.test.ts")).toThrow(
    `The bucket "${bucket}" belongs to other.test.ts and to one.test.ts.`,
  );
});
