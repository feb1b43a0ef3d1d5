import { join, relative } from "node:path";
import { unpack } from "../../../aws/codebuild/sources/source-files";
import { type Action, ActionFailure, type ActionStep } from "./action";

const FLAG = ["true", "false"];

/** Puts the files of the commit into the workspace, without a git repository around them. */
export const checkout: Action = {
  name: "actions/checkout",
  version: "v7.0.1",
  commit: "3d3c42e5aac5ba805825da76410c181273ba90b1",
  inputs: {
    repository: { plays: [] },
    ref: {},
    token: { plays: [] },
    "ssh-key": { plays: [] },
    "ssh-known-hosts": { plays: [] },
    "ssh-strict": { default: "true", plays: [] },
    "ssh-user": { default: "git", plays: [] },
    "persist-credentials": { default: "true", plays: FLAG },
    path: {},
    clean: { default: "true", plays: FLAG },
    filter: { plays: [] },
    "sparse-checkout": { plays: [] },
    "sparse-checkout-cone-mode": { default: "true", plays: [] },
    "fetch-depth": { default: "1", plays: ["0"] },
    "fetch-tags": { default: "false", plays: [] },
    "show-progress": { default: "true", plays: FLAG },
    lfs: { default: "false", plays: [] },
    submodules: { default: "false", plays: [] },
    "set-safe-directory": { default: "true", plays: FLAG },
    "github-server-url": { plays: [] },
    "allow-unsafe-pr-checkout": { default: "false", plays: [] },
  },
  run,
  post: async ({ log }) => log("Removing auth"),
};

async function run(step: ActionStep): Promise<void> {
  const { inputs, job } = step;
  const { fullName, sha, ref } = job.repository;
  const wanted = inputs.ref || sha;
  const folder = join(job.workspace, inputs.path ?? "");
  if (relative(job.workspace, folder).startsWith("..")) {
    throw new ActionFailure(`Repository path '${folder}' is not under '${job.workspace}'`);
  }
  // Repositories of the local GitHub are private.
  if (!job.readsContents) throw new ActionFailure(`remote: Repository not found: ${fullName}`);
  step.log(`Syncing repository: ${fullName}`);
  const commit = await get(step, `commits/${wanted}`);
  const { sha: found } = (await commit.json()) as { sha: string };
  const zip = await get(step, `zipball/${found}`);
  unpack(new Uint8Array(await zip.arrayBuffer()), folder, `The archive of ${fullName}`, true);
  step.log(`HEAD is now at ${found.slice(0, 7)}`);
  step.setOutput("ref", inputs.ref || ref);
  step.setOutput("commit", found);
}

async function get({ job }: ActionStep, path: string): Promise<Response> {
  const url = `${job.githubUrl.replace(/\/+$/, "")}/repos/${job.repository.fullName}/${path}`;
  // The local GitHub takes any token.
  const response = await fetch(url, { headers: { authorization: "Bearer local" } });
  if (response.ok) return response;
  throw new ActionFailure(
    `${path} of ${job.repository.fullName}: ${response.status} ${await response.text()}`,
  );
}
