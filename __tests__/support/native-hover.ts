import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import { devDependencies } from "../../package.json";
import type { Hovered, HoverService } from "./hovered";

const root = join(__dirname, "../..");

/** The parts of the Language Server Protocol's answers that are read here. */
interface Initialized {
  readonly serverInfo: { readonly version: string };
}
type Hover = { readonly contents: { readonly value: string } } | null;

/** Line and character of a place, as the protocol counts them. */
function positionOf(text: string, offset: number) {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

/** The signature as a block of code, the sentences, and each tag as `*@name* — text`. */
function takenApart(hover: Hover): Hovered {
  const markdown = hover?.contents.value.replace(/^```.*?\n```\n/s, "") ?? "";
  const [text = "", ...tags] = markdown.split(/^\*@/m);
  const defaults = tags.flatMap((tag) => /^default\* — (.*)/s.exec(tag)?.[1] ?? []);
  return { text: text.trim(), defaultText: defaults.join("").trim() };
}

async function withServer<T>(use: (server: MessageConnection) => Promise<T>): Promise<T> {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const server = spawn(process.execPath, [tsc, "--lsp", "--stdio"], { cwd: root, stdio: "pipe" });
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const ended = once(server, "exit");
  // It asks to be told of changed settings and files: there are none.
  connection.onRequest(() => null);
  connection.listen();
  try {
    return await use(connection);
  } finally {
    await connection.sendRequest("shutdown");
    await connection.sendNotification("exit");
    await ended;
    connection.dispose();
  }
}

/** The language server of the TypeScript that this project pins. */
export const nativeHover: HoverService = ({ path, text }, offsets) =>
  withServer(async (server) => {
    const folder = pathToFileURL(root).href;
    const { serverInfo } = await server.sendRequest<Initialized>("initialize", {
      processId: process.pid,
      rootUri: folder,
      workspaceFolders: [{ uri: folder, name: "project" }],
      capabilities: { textDocument: { hover: { contentFormat: ["markdown"] } } },
    });
    if (serverInfo.version !== devDependencies.typescript) {
      throw new Error(`The language server is TypeScript ${serverInfo.version}.`);
    }
    await server.sendNotification("initialized", {});
    const uri = pathToFileURL(path).href;
    const textDocument = { uri, languageId: "typescript", version: 1, text };
    await server.sendNotification("textDocument/didOpen", { textDocument });
    const hovers = offsets.map((offset) =>
      server.sendRequest<Hover>("textDocument/hover", {
        textDocument: { uri },
        position: positionOf(text, offset),
      }),
    );
    return (await Promise.all(hovers)).map(takenApart);
  });
