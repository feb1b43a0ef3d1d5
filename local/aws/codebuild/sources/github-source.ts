import { z } from "zod";
import { BuildFailure } from "../build";
import { unpack } from "./source-files";

const commit = z.object({ sha: z.string() });
// That of every repository of the local GitHub.
const DEFAULT_BRANCH = "main";

/** Fetches a repository's files from the local GitHub; answers with the commit. */
export async function fetchFromGithub(
  githubUrl: string | undefined,
  location: string,
  version: string | undefined,
  folder: string,
): Promise<string> {
  const repository = /^https:\/\/github\.com\/([^/]+\/[^/]+?)(\.git)?\/?$/.exec(location)?.[1];
  if (repository === undefined) {
    throw new BuildFailure("CLIENT_ERROR", `the location of a GitHub source is no repository: ${location}`);
  }
  if (githubUrl === undefined) {
    throw new BuildFailure("CLIENT_ERROR", `no local GitHub runs, so ${location} cannot be fetched`);
  }
  const api = `${githubUrl.replace(/\/+$/, "")}/repos/${repository}`;
  const named = await get(`${api}/commits/${version ?? DEFAULT_BRANCH}`, location);
  const { sha } = commit.parse(await named.json());
  const zip = await get(`${api}/zipball/${sha}`, location);
  unpack(new Uint8Array(await zip.arrayBuffer()), folder, `The archive of ${location}`, true);
  return sha;
}

async function get(url: string, location: string): Promise<Response> {
  // The local GitHub takes any token.
  const response = await fetch(url, { headers: { authorization: "Bearer local" } });
  if (response.ok) return response;
  throw new BuildFailure(
    "CLIENT_ERROR",
    `the local GitHub does not answer for ${location}: ${response.status} ${await response.text()}`,
  );
}
