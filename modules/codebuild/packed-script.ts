import { gzipSync, strToU8 } from "fflate";

/** A script gzipped and in base64, as one line; `base64 --decode | gunzip` makes it readable. The same on every machine: no date, no zlib of one's own Node.js. */
export function packedScript(script: string): string {
  return Buffer.from(gzipSync(strToU8(script), { level: 9, mtime: 0 })).toString("base64");
}
