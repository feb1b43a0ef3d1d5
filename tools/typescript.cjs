// Lets Node.js run the project's TypeScript: `node -r ./tools/typescript.cjs main.ts`.
// Types are taken out and imports become `require`; all else Node.js knows by itself. Lines stay where they are,
// so no source maps are made: that and the transforms left out are a twentieth of a synth.
const { addHook } = require("pirates");
const { transform } = require("sucrase");

const options = { transforms: ["imports", "typescript"], disableESTransforms: true };

addHook((code, filePath) => transform(code, { ...options, filePath }).code, { exts: [".ts"] });
