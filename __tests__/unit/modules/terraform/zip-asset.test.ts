import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ZipAsset } from "../../../../modules/terraform/zip-asset";
import { BareStack } from "../../../support/bare-stack";
import { synthesizeStack } from "../../../support/synthesize";

type Files = Readonly<Record<string, string>>;

const files: Files = { "taskdef.json": '{"cpu": "256"}\n', "appspec.yaml": "version: 0.0\n" };

const assetOf = (given: Files, fileName = "definitions.zip") =>
  new ZipAsset(new BareStack(), "zip", { fileName, files: given });
const hashOf = (given: Files) => assetOf(given).hash;

/** The bytes of a zip as a synth leaves them in the stack's folder. */
function bytesOf(given: Files): { readonly bytes: Buffer; readonly asset: ZipAsset } {
  let asset: ZipAsset | undefined;
  const folder = synthesizeStack((app) => {
    const stack = new BareStack(app);
    asset = new ZipAsset(stack, "zip", { fileName: "definitions.zip", files: given });
    return stack;
  });
  if (!asset) throw new Error("nothing was made");
  return { bytes: readFileSync(join(folder, asset.path)), asset };
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

describe("a zip", () => {
  it("stands in the stack's folder with the files that it was given", () => {
    const { bytes, asset } = bytesOf({ ...files, "ümlaut/ö.txt": "grüße, 世界\n" });
    const unzipped = Object.entries(unzipSync(bytes)).map(([path, content]) => [path, strFromU8(content)]);
    expect(Object.fromEntries(unzipped)).toEqual({ ...files, "ümlaut/ö.txt": "grüße, 世界\n" });
    expect(asset.path).toMatch(/^assets\/.*\/definitions\.zip$/);
    expect(asset.hash).toBe(createHash("sha256").update(bytes).digest("hex"));
  });

  it("is what other tools unzip, as files that everybody may read", () => {
    const { bytes } = bytesOf(files);
    // The central directory holds the files' modes in the upper half of their external attributes.
    const entry = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    expect(entry).toBeGreaterThan(0);
    expect((bytes.readUInt32LE(entry + 38) >>> 16) & 0o777).toBe(0o644);
  });

  it.each(["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Tokyo", "America/New_York", "UTC"])(
    "has the same bytes in the time zone %s",
    (timeZone) => {
      const here = hashOf(files);
      vi.stubEnv("TZ", timeZone);
      // That the time zone is another one indeed.
      expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(timeZone);
      expect(hashOf(files)).toBe(here);
    },
  );

  it("has the same bytes on another day, and whatever the order of its files", () => {
    const today = hashOf(files);
    vi.useFakeTimers({ now: new Date("2031-07-08T09:10:11Z") });
    expect(hashOf(files)).toBe(today);
    expect(hashOf(Object.fromEntries(Object.entries(files).reverse()))).toBe(today);
  });

  it("has another hash with another content, another path or another file", () => {
    const hashes = [
      files,
      { ...files, "taskdef.json": '{"cpu": "512"}\n' },
      { "task.json": files["taskdef.json"] ?? "", "appspec.yaml": files["appspec.yaml"] ?? "" },
      { ...files, more: "" },
    ].map(hashOf);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it("keeps to itself: two of one name stand beside each other", () => {
    const stack = new BareStack();
    const one = new ZipAsset(stack, "one", { fileName: "files.zip", files });
    const two = new ZipAsset(stack, "two", { fileName: "files.zip", files: { a: "" } });
    expect(one.path).not.toBe(two.path);
  });

  it("leaves nothing behind in the temporary folder when the process ends", () => {
    const script = `
      const { readdirSync } = require("node:fs");
      const { BareStack } = require("./__tests__/support/bare-stack");
      const { ZipAsset } = require("./modules/terraform/zip-asset");
      new ZipAsset(new BareStack(), "zip", { fileName: "a.zip", files: { a: "b" } });
      const made = readdirSync(require("node:os").tmpdir()).filter((name) => name.startsWith("zip-assets-"));
      console.log(JSON.stringify(made));
    `;
    const root = join(__dirname, "../../../..");
    const run = () =>
      JSON.parse(
        execFileSync(process.execPath, ["-r", "./tools/typescript.cjs", "-e", script], {
          cwd: root,
          encoding: "utf8",
        }),
      ) as readonly string[];
    const [first, second] = [run(), run()];
    expect(first.length).toBeGreaterThan(0);
    expect(first.filter((name) => !second.includes(name))).toHaveLength(1);
  });
});
