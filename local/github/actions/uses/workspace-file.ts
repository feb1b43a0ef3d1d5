import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { ActionFailure } from "./action";

/** The text of a file whose path counts from the workspace. */
export function workspaceFile(workspace: string, path: string, missing: string): string {
  const file = isAbsolute(path) ? path : join(workspace, path);
  if (!existsSync(file)) throw new ActionFailure(missing);
  return readFileSync(file, "utf8");
}
