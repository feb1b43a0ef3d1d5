import { afterEach, expect, it } from "vitest";
import { missingForTerraform } from "../../../local/terraform/terraform-binary";
import { requires } from "../../support/requires";
import { closeStacks, openStack } from "../local-terraform/open-stack";
import { reference, writeStack } from "../local-terraform/stack-folder";

function randomBytes(bytes: object) {
  return {
    resource: { random_bytes: { example: bytes } },
    output: {
      hex: { value: reference("random_bytes.example.hex"), sensitive: true },
      base64: { value: reference("random_bytes.example.base64"), sensitive: true },
    },
  };
}

requires(missingForTerraform())("random_bytes", () => {
  afterEach(closeStacks);

  it("writes the same bytes in both notations", async () => {
    const stack = await openStack(randomBytes({ length: 32 }));
    await stack.apply();
    const { hex, base64 } = await stack.output();
    expect(Buffer.from(String(base64), "base64").toString("hex")).toBe(hex);
    expect(hex).toMatch(/^[0-9a-f]{64}$/);
  });

  it("prints none of its bytes in the plan that replaces it", async () => {
    const stack = await openStack(randomBytes({ length: 32 }));
    await stack.apply();
    const { hex } = await stack.output();
    await writeStack(stack.folder, randomBytes({ length: 33 }));
    const { stdout } = await stack.plan();
    expect(stdout).toContain("(sensitive value)");
    expect(stdout).not.toContain(hex);
  });

  it("is replaced by a keeper, even one that is null", async () => {
    const stack = await openStack(randomBytes({ length: 8 }));
    await stack.apply();
    await writeStack(stack.folder, randomBytes({ length: 8, keepers: { of: null } }));
    await stack.plan();
    const { resource_changes: changes = [] } = await stack.planJson();
    expect(changes[0]?.change.actions).toEqual(["delete", "create"]);
  });

  it("refuses a length of 0", async () => {
    const stack = await openStack(randomBytes({ length: 0 }));
    await expect(stack.validate()).rejects.toThrow("value must be at least 1, got: 0");
  });

  it("is imported from standard base64", async () => {
    const stack = await openStack(randomBytes({ length: 3 }));
    await stack.import("random_bytes.example", "AQID");
    expect(await stack.output()).toMatchObject({ hex: "010203" });
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
  });
});
