import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tryArguments } from "../../../tools/try/arguments";
import { shippedEcrPushToEcs, shippedStacks } from "../../support/shipped";

describe("npm", () => {
  it("takes a --keep in front of -- for its own, and hands it on in the environment", () => {
    const folder = mkdtempSync(join(tmpdir(), "npm-"));
    const scripts = { try: "node -p process.env.npm_config_keep" };
    writeFileSync(join(folder, "package.json"), JSON.stringify({ scripts }));
    const { stdout } = spawnSync("npm", ["run", "--silent", "try", "--keep"], {
      cwd: folder,
      encoding: "utf8",
    });
    rmSync(folder, { recursive: true });
    expect(stdout.trim()).toBe("true");
  });
});

describe("npm run try", () => {
  it("tries the first stack when none is named", () => {
    expect(tryArguments([], shippedStacks)).toEqual({ entry: shippedStacks[0], keep: false });
  });

  it.each([
    ["behind --, as npm hands it on", ["ecr-push-to-ecs", "--keep"], {}],
    ["that npm took for its own", ["ecr-push-to-ecs"], { npm_config_keep: "true" }],
  ])("understands a --keep %s", (_, given, environment) => {
    expect(tryArguments(given, shippedStacks, environment)).toEqual({
      entry: shippedEcrPushToEcs,
      keep: true,
    });
  });

  it.each([[["no-such-stack"]], [["ecr-push-to-ecs", "github-to-ecs"]], [["--kep"]]])(
    "refuses %j and names the stacks",
    (given) => {
      expect(() => tryArguments(given, shippedStacks)).toThrow("stacks: github-to-ecs, ecr-push-to-ecs");
    },
  );
});
