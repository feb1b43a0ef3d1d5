import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { missingForTerraform } from "../../../local/terraform/terraform-binary";
import { Workspace } from "../../../local/terraform/workspace";
import { requires } from "../../support/requires";
import { closeStacks, openStack } from "./open-stack";
import { reference, STAND_INS, stackFolder } from "./stack-folder";

const GREETING = {
  variable: { name: { type: "string", default: "nobody" } },
  output: { greeting: { value: `Hello, ${reference("var.name")}!` } },
};

function waiting(seconds: number) {
  const provisioner = { "local-exec": { command: `echo waiting; sleep ${seconds}` } };
  return { resource: { terraform_data: { slow: { provisioner } } } };
}

requires(missingForTerraform())("a workspace", () => {
  afterEach(async () => {
    vi.unstubAllEnvs();
    await closeStacks();
  });

  it("tells a plan with changes from one without", async () => {
    const stack = await openStack(GREETING);
    expect(await stack.plan()).toMatchObject({ hasChanges: true });
    await stack.apply();
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("hands variables over by the environment", async () => {
    const stack = await openStack(GREETING, { environment: { TF_VAR_name: "pipeline" } });
    await stack.apply();
    expect(await stack.output()).toEqual({ greeting: "Hello, pipeline!" });
  });

  it("lets nothing of the developer's own settings through", async () => {
    vi.stubEnv("TF_VAR_name", "developer");
    vi.stubEnv("TF_CLI_ARGS_apply", "-no-such-option");
    const stack = await openStack(GREETING);
    await stack.apply();
    expect(await stack.output()).toEqual({ greeting: "Hello, nobody!" });
  });

  it("keeps a state beside cdktf.out inside its own folder", async () => {
    const stack = await openStack(GREETING);
    await stack.apply();
    const state = join(stack.folder, "../../../state/example.tfstate");
    expect(existsSync(state)).toBe(true);
    await stack.close();
    expect(existsSync(dirname(dirname(state)))).toBe(false);
  });

  it("alters nothing in the folder it copies", async () => {
    const synthesized = await stackFolder(GREETING);
    const before = await readFile(join(synthesized, "cdk.tf.json"), "utf8");
    const override = { variable: { name: { default: "override" } } };
    const stack = await Workspace.open(synthesized, { providers: STAND_INS, override });
    await stack.init();
    await stack.apply();
    expect(await readFile(join(synthesized, "cdk.tf.json"), "utf8")).toBe(before);
    expect(await readFile(join(stack.folder, "cdk.tf.json"), "utf8")).toBe(before);
    expect(await stack.output()).toEqual({ greeting: "Hello, override!" });
    await stack.close();
    await rm(synthesized, { recursive: true });
  });

  it("leaves behind what somebody's own terraform left in the folder", async () => {
    const synthesized = await stackFolder(GREETING);
    await writeFile(join(synthesized, "terraform.tfstate"), "{}");
    await writeFile(join(synthesized, ".terraform.lock.hcl"), "");
    const stack = await Workspace.open(synthesized, { providers: STAND_INS });
    expect(existsSync(join(stack.folder, "terraform.tfstate"))).toBe(false);
    expect(existsSync(join(stack.folder, ".terraform.lock.hcl"))).toBe(false);
    await stack.close();
    await rm(synthesized, { recursive: true });
  });

  it("takes a stack that was synthesized anew and keeps the state", async () => {
    const stack = await openStack(GREETING);
    await stack.apply();
    const anew = await stackFolder({ ...GREETING, output: { farewell: { value: "Bye!" } } });
    await stack.replaceConfiguration(anew);
    expect((await stack.plan()).stdout).toMatch(/- greeting\s+= "Hello, nobody!" -> null/);
    await rm(anew, { recursive: true });
  });

  it("shows terraform's own message when a command fails", async () => {
    const stack = await openStack({ output: { broken: { value: reference("var.missing") } } });
    await expect(stack.validate()).rejects.toThrow(
      /terraform validate failed with exit code 1[\s\S]*undeclared input variable/,
    );
  });

  it("can be killed in the middle of an apply", async () => {
    const stack = await openStack(waiting(60));
    const apply = await stack.start(["apply", "-auto-approve"]);
    await apply.printed("waiting");
    const { code, stdout } = await apply.kill();
    expect(code).toBeNull();
    expect(stdout).not.toContain("Apply complete");
  });

  it("kills a terraform that takes too long, and says so", async () => {
    const stack = await openStack(waiting(60), { timeLimitMs: 2_000 });
    await expect(stack.apply()).rejects.toThrow(/terraform apply was killed: it did not end within 2 s/);
  });

  it("kills what still runs when it is closed", async () => {
    const stack = await openStack(waiting(60));
    const apply = await stack.start(["apply", "-auto-approve"]);
    await apply.printed("waiting");
    await stack.close();
    expect(await apply.ended).toMatchObject({ code: null });
  });

  it("serves two runs at once, each with its own providers", async () => {
    const id = { resource: { random_id: { example: { byte_length: 8 } } } };
    const stacks = await Promise.all([openStack(id), openStack(id)]);
    await Promise.all(stacks.map((stack) => stack.apply()));
    const plans = await Promise.all(stacks.map((stack) => stack.plan()));
    expect(plans.map(({ hasChanges }) => hasChanges)).toEqual([false, false]);
  });
});
