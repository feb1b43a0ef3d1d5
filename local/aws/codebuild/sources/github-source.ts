import { z } from "zod";
import { BuildFailure } from "../build";
import { unpack } from "./source-files";

const commit = z.object({ sha: z.string() });
const repositoryAnswer = z.object({ default_branch: z.string() });

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
  const api = `${githubUrl}/repos/${repository}`;
  const ref = version ?? (await answerOf(repositoryAnswer, api, location)).default_branch;
  const { sha } = await answerOf(commit, `${api}/commits/${ref}`, location);
  const zip = await get(`${api}/zipball/${sha}`, location);
  unpack(new Uint8Array(await zip.arrayBuffer()), folder, `The archive of ${location}`, true);
  return sha;
}

async function answerOf<S extends z.ZodType>(schema: S, url: string, location: string): Promise<z.output<S>> {
  return schema.parse(await (await get(url, location)).json());
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
