import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import { type Zippable, zipSync } from "fflate";

export interface ZipAssetProps {
  /** The zip's name in the stack's folder, such as `definitions.zip`. */
  readonly fileName: string;
  /** Texts by path. */
  readonly files: Readonly<Record<string, string>>;
}

let folder: string | undefined;

// CDKTF takes an asset from a file and copies it when it synthesizes.
function temporaryFolder(): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), "zip-assets-"));
    process.once("exit", () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return folder;
}

/** A zip that a synth writes beside the stack's configuration: the same files make the same bytes, on every machine. */
export class ZipAsset extends Construct {
  /** Path in the stack's folder. */
  readonly path: string;
  /** SHA-256 of the zip, in hex. */
  readonly hash: string;

  constructor(scope: Construct, id: string, { fileName, files }: ZipAssetProps) {
    super(scope, id);
    const bytes = zipped(files);
    this.hash = createHash("sha256").update(bytes).digest("hex");
    const asset = new TerraformAsset(this, "asset", {
      path: this.write(fileName, bytes),
      type: AssetType.FILE,
      assetHash: this.hash,
    });
    this.path = asset.path;
  }

  private write(fileName: string, bytes: Uint8Array): string {
    const path = join(mkdtempSync(join(temporaryFolder(), "asset-")), fileName);
    writeFileSync(path, bytes);
    return path;
  }
}

function zipped(files: Readonly<Record<string, string>>): Uint8Array {
  // A zip holds when its files were changed, in local time, from 1980 on: that must not differ by day or by time zone.
  const changed = new Date(1980, 0, 1);
  const entries = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  const zippable: Zippable = Object.fromEntries(
    entries.map(([path, text]) => [
      path,
      [new TextEncoder().encode(text), { mtime: changed, os: 3, attrs: 0o644 << 16 }],
    ]),
  );
  return zipSync(zippable, { level: 9 });
}
