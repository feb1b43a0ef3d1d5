import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { projectSchema } from "../../../settings/schema/project";
import { stackSchema } from "../../../systems";
import { bundledHover } from "../../support/bundled-hover";
import { everyKeyWritten, joined, type Written, type WrittenKey } from "../../support/every-key-written";
import type { Hovered, HoverService } from "../../support/hovered";
import { nativeHover } from "../../support/native-hover";

const folder = join(__dirname, "../../../settings");

interface HoveredKey extends WrittenKey, Hovered {}

const files = {
  stacks: joined(
    'import type { StackSettings } from "../systems";\nexport const stacks: readonly StackSettings[] = ',
    everyKeyWritten(stackSchema),
  ),
  project: joined(
    'import type { ProjectSettings } from "./schema/project";\nexport const projects: readonly ProjectSettings[] = ',
    everyKeyWritten(projectSchema),
  ),
} as const;

/** What a language service shows over the keys of a file that stands open in place of one of the settings. */
async function hoverAll(
  hover: HoverService,
  name: keyof typeof files,
  { text, keys }: Written = files[name],
): Promise<readonly HoveredKey[]> {
  const path = join(folder, `${name}.ts`);
  const offsets = keys.map(({ offset }) => offset);
  const hovered = await hover({ path, text }, offsets);
  return keys.map((key, index) => ({ ...key, ...(hovered[index] ?? { text: "", defaultText: "" }) }));
}

/** Keys over which an editor shows no sentence, or not what holds when they are left out. */
const silent = (keys: readonly HoveredKey[]): readonly string[] => [
  ...new Set(
    keys.flatMap(({ path, text, isOptional, defaultText }) => [
      ...(text === "" ? [`${path}: no text`] : []),
      ...(isOptional && defaultText === "" ? [`${path}: no @default`] : []),
    ]),
  ),
];

/** Keys that tell shapes apart, and whose texts leave out one of their values. */
const incomplete = (keys: readonly HoveredKey[]): readonly string[] =>
  keys.flatMap(({ path, text }) =>
    keys
      .filter((other) => other.path === path)
      .flatMap(({ literal }) => literal ?? [])
      .filter((literal) => !text.includes(`\`${literal}\``))
      .map((literal) => `${path}: no ${literal}`),
  );

const services = { "the pinned TypeScript": nativeHover, "the TypeScript that editors bundle": bundledHover };

describe.each(Object.entries(services))("hovering in %s", (_, hover) => {
  describe.each(["stacks", "project"] as const)("a key of %s", (name) => {
    let keys: readonly HoveredKey[];

    beforeAll(async () => {
      keys = await hoverAll(hover, name);
    });

    it("shows its text, and its default where it can be left out", () => {
      expect(keys.filter(({ isOptional }) => isOptional).length).toBeGreaterThan(10);
      expect(silent(keys)).toEqual([]);
    });

    it("shows what each of its values means where it tells shapes apart", () => {
      expect(keys.filter(({ literal }) => literal !== undefined).length).toBeGreaterThan(2);
      expect(incomplete(keys)).toEqual([]);
    });
  });

  it("shows nothing over a key that has no text, and the test names it", async () => {
    const written = `interface Example {
      /** One. @default 1 */ readonly right?: number;
      /** Two. */ readonly noDefault?: number;
      /** @default 3 */ readonly noText?: number;
    }
    export const example: Example = { right: 1, noDefault: 2, noText: 3 };`;
    const keys = ["right", "noDefault", "noText"].map((path) => ({
      path,
      offset: written.lastIndexOf(path),
      isOptional: true,
    }));
    const shown = await hoverAll(hover, "project", { text: written, keys });
    expect(silent(shown)).toEqual(["noDefault: no @default", "noText: no text"]);
  });
});
