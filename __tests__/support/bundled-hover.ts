import { join } from "node:path";
import ts from "typescript-editor";
import type { HoverService } from "./hovered";

const root = join(__dirname, "../..");

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options;
}

const serviceFor = (path: string, text: string): ts.LanguageService => {
  const options = compilerOptions();
  return ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [path],
    getScriptVersion: () => "1",
    getScriptSnapshot(name) {
      const content = name === path ? text : ts.sys.readFile(name);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
};

/** The last TypeScript that is written in JavaScript, which editors bundle. */
export const bundledHover: HoverService = async ({ path, text }, offsets) => {
  const service = serviceFor(path, text);
  const shown = offsets.map((offset) => {
    const info = service.getQuickInfoAtPosition(path, offset);
    const defaults = info?.tags?.filter(({ name }) => name === "default") ?? [];
    return {
      text: ts.displayPartsToString(info?.documentation),
      defaultText: defaults.map((tag) => ts.displayPartsToString(tag.text)).join(""),
    };
  });
  service.dispose();
  return shown;
};
