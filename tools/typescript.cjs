// Lets Node.js run the project's TypeScript: `node -r ./tools/typescript.cjs main.ts`.
// Types are taken out and imports become `require`; all else Node.js knows by itself. Lines stay where they are,
// so no source maps are made. What was transformed once is kept: that is a third of a synth.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { enableCompileCache } = require("node:module");
const { join } = require("node:path");
const { addHook } = require("pirates");
const { version } = require("sucrase/package.json");

const options = { transforms: ["imports", "typescript"], disableESTransforms: true };
const cache = join(__dirname, "../node_modules/.cache/typescript");

function transformed(code, filePath) {
  // Loaded only for what is new: loading it takes as long as a small synth.
  return require("sucrase").transform(code, { ...options, filePath }).code;
}

function keep(file, text) {
  try {
    mkdirSync(cache, { recursive: true });
    // Written aside: another process may read it at this moment.
    const aside = `${file}.${process.pid}`;
    writeFileSync(aside, text);
    renameSync(aside, file);
  } catch (error) {
    // A folder that may not be written to, as in an image, only makes the next run as slow as this one.
    if (!["EACCES", "EPERM", "EROFS", "ENOENT", "ENOTDIR"].includes(error.code)) throw error;
  }
}

function fromCache(code, filePath) {
  const key = createHash("sha256").update(`${version}\0${code}`).digest("hex");
  const file = join(cache, `${key}.js`);
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
    const text = transformed(code, filePath);
    keep(file, text);
    return text;
  }
}

// Node.js 22 and newer keep the compiled code too.
enableCompileCache?.(join(cache, "compiled"));
addHook(fromCache, { exts: [".ts"] });
