import { afterEach, expect, it } from "vitest";
import { missingForTerraform } from "../../../local/terraform/terraform-binary";
import { requires } from "../../support/requires";
import { closeStacks, openStack } from "../local-terraform/open-stack";
import { reference, writeStack } from "../local-terraform/stack-folder";

const OUTPUTS = ["id", "hex", "dec", "b64_std", "b64_url"];

function randomId(id: object) {
  return {
    resource: { random_id: { example: id } },
    output: Object.fromEntries(
      OUTPUTS.map((name) => [name, { value: reference(`random_id.example.${name}`) }]),
    ),
  };
}

async function changesAfter(first: object, second: object) {
  const stack = await appliedStack(first);
  await writeStack(stack.folder, randomId(second));
  await stack.plan();
  const { resource_changes: changes = [] } = await stack.planJson();
  return changes[0]?.change;
}

async function appliedStack(id: object) {
  const stack = await openStack(randomId(id));
  await stack.apply();
  return stack;
}

requires(missingForTerraform())("random_id", () => {
  afterEach(closeStacks);

  it("writes the same bytes in every notation", async () => {
    const stack = await appliedStack({ byte_length: 20 });
    const { id, hex, dec, b64_std, b64_url } = await stack.output();
    const bytes = Buffer.from(String(hex), "hex");
    expect(bytes).toHaveLength(20);
    expect({ id, dec, b64_std, b64_url }).toEqual({
      id: bytes.toString("base64url"),
      dec: BigInt(`0x${hex}`).toString(),
      b64_std: bytes.toString("base64"),
      b64_url: bytes.toString("base64url"),
    });
  });

  it("puts the prefix before every notation but the id", async () => {
    const stack = await appliedStack({ byte_length: 4, prefix: "p-" });
    const { id, ...notations } = await stack.output();
    expect(id).not.toMatch(/^p-/);
    for (const notation of Object.values(notations)) expect(notation).toMatch(/^p-/);
  });

  it("has no changes after apply", async () => {
    const stack = await appliedStack({ byte_length: 8, keepers: { of: "a" } });
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("is replaced by another byte_length", async () => {
    const change = await changesAfter({ byte_length: 8 }, { byte_length: 9 });
    expect(change).toMatchObject({ actions: ["delete", "create"], replace_paths: [["byte_length"]] });
  });

  it("is replaced by another keeper", async () => {
    const change = await changesAfter(
      { byte_length: 8, keepers: { of: "a" } },
      { byte_length: 8, keepers: { of: "b" } },
    );
    expect(change?.actions).toEqual(["delete", "create"]);
  });

  it("is replaced by a removed keeper", async () => {
    const change = await changesAfter(
      { byte_length: 8, keepers: { of: "a" } },
      { byte_length: 8, keepers: {} },
    );
    expect(change?.actions).toEqual(["delete", "create"]);
  });

  it("is updated in place by a keeper that is null", async () => {
    const change = await changesAfter({ byte_length: 8 }, { byte_length: 8, keepers: { of: null } });
    expect(change?.actions).toEqual(["update"]);
  });

  it("does not know its new values while its replacement is planned", async () => {
    const change = await changesAfter({ byte_length: 8 }, { byte_length: 9 });
    expect(change?.after_unknown).toMatchObject({ hex: true, id: true });
  });

  it("is imported with its prefix and bytes", async () => {
    const stack = await openStack(randomId({ byte_length: 3, prefix: "p,q-" }));
    await stack.import("random_id.example", "p,q-,AQID");
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
    const { resource_changes: changes = [] } = await stack.planJson();
    expect(changes[0]?.change).toMatchObject({
      actions: ["no-op"],
      after: { hex: "p,q-010203", id: "AQID" },
    });
  });

  it("refuses to import what is not base64url", async () => {
    const stack = await openStack(randomId({ byte_length: 3 }));
    await expect(stack.import("random_id.example", "+++=")).rejects.toThrow("Import Random ID Error");
  });
});
