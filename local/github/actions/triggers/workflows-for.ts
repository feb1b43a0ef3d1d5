import { parseWorkflow } from "../workflow/parse-workflow";
import { isStartedByPush } from "./events";

/** A push of commits to a branch. */
export interface Push {
  readonly branch: string;
  /** The contents of the files of the branch's head by path, those of `.github/workflows` among them. */
  readonly files: Readonly<Record<string, string>>;
  /** Paths that the push touched. @default all files */
  readonly changed?: readonly string[];
}

const WORKFLOW_FILE = /^\.github\/workflows\/[^/]+\.ya?ml$/;

/** The paths of the workflow files of a commit that its push to a branch starts. */
export async function workflowsFor({
  branch,
  files,
  changed = Object.keys(files),
}: Push): Promise<readonly string[]> {
  const started: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    if (!WORKFLOW_FILE.test(path)) continue;
    if (isStartedByPush(await parseWorkflow(path, text), { branch, paths: changed })) started.push(path);
  }
  return started.sort();
}
