import { z } from "zod";
import { WorkflowRefused } from "./workflow/refusals";

const FOLDER = ".github/workflows";

const listed = z.array(z.object({ path: z.string() }));
const file = z.object({ content: z.string() });

/** Where a workflow file is read. */
export interface WorkflowPlace {
  readonly githubUrl: string;
  readonly owner: string;
  readonly repository: string;
  readonly branch: string;
  readonly path?: string;
}

/** The workflow file of a branch's head; the only one, where none is named. */
export async function readWorkflowFile(
  place: WorkflowPlace,
): Promise<{ readonly path: string; readonly text: string }> {
  const path = place.path ?? (await onlyFile(place));
  const { content } = file.parse(await contents(place, path));
  return { path, text: Buffer.from(content, "base64").toString() };
}

async function onlyFile(place: WorkflowPlace): Promise<string> {
  const paths = listed.parse(await contents(place, FOLDER)).map(({ path }) => path);
  const files = paths.filter((path) => /\.ya?ml$/.test(path));
  const [only] = files;
  if (only !== undefined && files.length === 1) return only;
  throw new WorkflowRefused(`${FOLDER} has ${files.length} workflows, so name one by its path.`);
}

async function contents({ githubUrl, owner, repository, branch }: WorkflowPlace, path: string) {
  const root = `${githubUrl.replace(/\/+$/, "")}/repos/${owner}/${repository}`;
  // The local GitHub takes any token.
  const response = await fetch(`${root}/contents/${path}?ref=${encodeURIComponent(branch)}`, {
    headers: { authorization: "Bearer local" },
  });
  if (response.ok) return response.json();
  throw new WorkflowRefused(`${owner}/${repository} has no ${path} on ${branch}: ${await response.text()}`);
}
