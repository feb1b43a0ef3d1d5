import { compileFunction } from "node:vm";
import type * as Expressions from "@actions/expressions" with { "resolution-mode": "import" };
import type * as Workflows from "@actions/workflow-parser" with { "resolution-mode": "import" };
import { buildSync } from "esbuild";

// As text, since neither is asked for by its type at run time.
const SOURCE = `
export * as expressions from "@actions/expressions";
export { truthy } from "@actions/expressions/result";
export * as workflows from "@actions/workflow-parser";
`;

/** GitHub's own packages for the language of expressions and for workflow files. */
export interface GithubPackages {
  readonly expressions: typeof Expressions;
  readonly truthy: (value: ExpressionData) => boolean;
  readonly workflows: typeof Workflows;
}

/** A value in the language of expressions. */
export type ExpressionData = Expressions.data.ExpressionData;

let loaded: GithubPackages | undefined;

/** The packages, which are written for a bundler: Node.js itself refuses how they import JSON. */
export function githubPackages(): GithubPackages {
  loaded ??= load();
  return loaded;
}

function load(): GithubPackages {
  const [bundle] = buildSync({
    stdin: { contents: SOURCE, resolveDir: __dirname },
    bundle: true,
    platform: "node",
    format: "cjs",
    write: false,
  }).outputFiles;
  const module = { exports: {} };
  compileFunction(bundle?.text ?? "", ["module", "require"])(module, require);
  return module.exports as GithubPackages;
}
