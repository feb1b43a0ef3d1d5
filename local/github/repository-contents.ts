import { createHash } from "node:crypto";
import { strToU8, zipSync } from "fflate";
import type { Commit } from "./commit";
import { pageOf } from "./page";
import { GITHUB } from "./payloads";
import { commitOf, type Repository } from "./repository";
import { Refusal, type Route, type RoutedRequest, repositoryOf } from "./route";

/** The REST API that reads commits, branches and files. */
export const repositoryContentRoutes: readonly Route[] = [
  ["GET", "/repos/{owner}/{repo}/commits", listCommits],
  [
    "GET",
    "/repos/{owner}/{repo}/commits/{ref...}",
    (request) => ({ status: 200, body: shownCommit(request, referred(request)) }),
  ],
  ["GET", "/repos/{owner}/{repo}/branches/{branch...}", getBranch],
  ["GET", "/repos/{owner}/{repo}/zipball/{ref...}", getArchive],
  ["GET", "/repos/{owner}/{repo}/contents/{path...}", getContents],
];

/** The branch of every repository that a request means where it names none. */
export const DEFAULT_BRANCH = "main";
// Archives of the same commit have the same bytes. MS-DOS knows no earlier day.
const ARCHIVED_AT = new Date(1980, 0, 1);

/** Newest first: those that lead to `sha`, or of them those that touched `path`. */
function listCommits(request: RoutedRequest) {
  const repository = repositoryOf(request);
  const ref = request.query.get("sha") ?? DEFAULT_BRANCH;
  const path = request.query.get("path");
  const history: Commit[] = [];
  let commit: Commit | undefined = existing(repository, ref, 404, "Not Found");
  for (; commit !== undefined; commit = repository.commits.get(commit.parent ?? "")) history.push(commit);
  const touching = history.filter(
    ({ added, modified, removed }) => path === null || [...added, ...modified, ...removed].includes(path),
  );
  const { items, headers } = pageOf(request, touching);
  return { status: 200, body: items.map((item) => shownCommit(request, item)), headers };
}

function getBranch(request: RoutedRequest) {
  const { heads, commits } = repositoryOf(request);
  const { branch = "" } = request.parameters;
  const head = commits.get(heads.get(branch) ?? "");
  if (head === undefined) throw new Refusal(404, "Branch not found");
  return { status: 200, body: { name: branch, commit: shownCommit(request, head), protected: false } };
}

/** As GitHub packs it: everything in one folder that the commit names. */
function getArchive(request: RoutedRequest) {
  const { owner, name } = repositoryOf(request);
  const { sha, files } = referred(request);
  const folder = `${owner}-${name}-${sha.slice(0, 7)}`;
  const packed = [...files].map(([path, content]) => [`${folder}/${path}`, strToU8(content)] as const);
  return { status: 200, body: zipSync(Object.fromEntries(packed), { mtime: ARCHIVED_AT }) };
}

function getContents(request: RoutedRequest) {
  const { path = "" } = request.parameters;
  const ref = request.query.get("ref") ?? DEFAULT_BRANCH;
  const repository = repositoryOf(request);
  if (repository.commits.size === 0) throw new Refusal(404, "This repository is empty.");
  const { files } = existing(repository, ref, 404, `No commit found for the ref ${ref}`);
  const content = files.get(path);
  if (content !== undefined) {
    const encoded = { encoding: "base64", content: Buffer.from(content).toString("base64") };
    return { status: 200, body: { ...describeFile(request, ref, path, content), ...encoded } };
  }
  const folder = path === "" ? "" : `${path}/`;
  const inside = [...files].filter(([file]) => file.startsWith(folder));
  if (inside.length === 0) throw new Refusal(404, "Not Found");
  return { status: 200, body: inside.map(([file, text]) => describeFile(request, ref, file, text)) };
}

/** A file as answers show it, without its content. */
export function describeFile(request: RoutedRequest, ref: string, path: string, content: string) {
  const { apiRoot, parameters } = request;
  const size = Buffer.byteLength(content);
  const sha = createHash("sha1").update(`blob ${size}\0${content}`).digest("hex");
  const name = `${parameters.owner}/${parameters.repo}`;
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  return {
    type: "file",
    name: path.split("/").at(-1),
    path,
    sha,
    size,
    url: `${apiRoot}/repos/${name}/contents/${encoded}?ref=${encodeURIComponent(ref)}`,
    html_url: `${GITHUB}/${name}/blob/${ref}/${encoded}`,
  };
}

function referred(request: RoutedRequest): Commit {
  const { ref = "" } = request.parameters;
  return existing(repositoryOf(request), ref, 422, `No commit found for SHA: ${ref}`);
}

function existing(repository: Repository, ref: string, status: number, message: string): Commit {
  if (repository.commits.size === 0) throw new Refusal(409, "Git Repository is empty.");
  const commit = commitOf(repository, ref);
  if (commit === undefined) throw new Refusal(status, message);
  return commit;
}

/** A commit as answers show it. */
export function shownCommit({ apiRoot, parameters }: RoutedRequest, commit: Commit) {
  const { sha, tree, parent, message, author, committer, date } = commit;
  const name = `${parameters.owner}/${parameters.repo}`;
  const url = `${apiRoot}/repos/${name}/commits`;
  const changes = { added: commit.added, modified: commit.modified, removed: commit.removed };
  return {
    sha,
    url: `${url}/${sha}`,
    html_url: `${GITHUB}/${name}/commit/${sha}`,
    commit: {
      message,
      author: { ...author, date },
      committer: { ...committer, date },
      tree: { sha: tree },
    },
    author: { login: author.name },
    committer: { login: committer.name },
    parents: parent === undefined ? [] : [{ sha: parent, url: `${url}/${parent}` }],
    files: Object.entries(changes).flatMap(([status, paths]) =>
      paths.map((filename) => ({ filename, status })),
    ),
  };
}
