import { rm } from "node:fs/promises";
import { Workspace, type WorkspaceOptions } from "../../../local/terraform/workspace";
import { STAND_INS, stackFolder } from "./stack-folder";

const open: Workspace[] = [];

/** An initialised workspace for a small configuration, with stand-ins only. */
export async function openStack(
  configuration: object,
  options: Partial<WorkspaceOptions> = {},
): Promise<Workspace> {
  const synthesized = await stackFolder(configuration);
  const stack = await Workspace.open(synthesized, { providers: STAND_INS, ...options });
  await rm(synthesized, { recursive: true });
  open.push(stack);
  await stack.init();
  return stack;
}

export async function closeStacks(): Promise<void> {
  await Promise.all(open.splice(0).map((stack) => stack.close()));
}
