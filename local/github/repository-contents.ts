import { createHash } from "node:crypto";
import { strToU8, zipSync } from "fflate";
import type { Commit } from "./commit";
import { GITHUB } from "./payloads";
import { commitOf, type Repository } from "./repository";
import { Refusal, type Route, type RoutedRequest } from "./route";

/** The REST API of commits, branches and files, as far as a source reads them. */
export const repositoryContentRoutes: readonly Route[] = [
  [
    "GET",
    "/repos/{owner}/{repo}/commits/{ref...}",
    (request) => ({ status: 200, body: shown(request, referred(request)) }),
  ],
  ["GET", "/repos/{owner}/{repo}/branches/{branch...}", getBranch],
  ["GET", "/repos/{owner}/{repo}/zipball/{ref...}", getArchive],
  ["GET", "/repos/{owner}/{repo}/contents/{path...}", getContents],
];

const DEFAULT_BRANCH = "main";
// Archives of the same commit have the same bytes. MS-DOS knows no earlier day.
const ARCHIVED_AT = new Date(1980, 0, 1);

function getBranch(request: RoutedRequest) {
  const { heads, commits } = repositoryOf(request);
  const { branch = "" } = request.parameters;
  const head = commits.get(heads.get(branch) ?? "");
  if (head === undefined) throw new Refusal(404, "Branch not found");
  return { status: 200, body: { name: branch, commit: shown(request, head), protected: false } };
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
  const { files } = existing(repositoryOf(request), ref, 404, `No commit found for the ref ${ref}`);
  const content = files.get(path);
  if (content !== undefined) {
    const encoded = { encoding: "base64", content: Buffer.from(content).toString("base64") };
    return { status: 200, body: { ...describeFile(path, content), ...encoded } };
  }
  const folder = path === "" ? "" : `${path}/`;
  const inside = [...files].filter(([file]) => file.startsWith(folder));
  if (inside.length === 0) throw new Refusal(404, "Not Found");
  return { status: 200, body: inside.map(([file, text]) => describeFile(file, text)) };
}

function describeFile(path: string, content: string) {
  const size = Buffer.byteLength(content);
  const sha = createHash("sha1").update(`blob ${size}\0${content}`).digest("hex");
  return { type: "file", name: path.split("/").at(-1), path, sha, size };
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

function shown({ apiRoot, parameters }: RoutedRequest, commit: Commit): object {
  const { sha, tree, parent, message, author, date } = commit;
  const name = `${parameters.owner}/${parameters.repo}`;
  const url = `${apiRoot}/repos/${name}/commits`;
  const signed = { ...author, date };
  const changes = { added: commit.added, modified: commit.modified, removed: commit.removed };
  return {
    sha,
    url: `${url}/${sha}`,
    html_url: `${GITHUB}/${name}/commit/${sha}`,
    commit: { message, author: signed, committer: signed, tree: { sha: tree } },
    author: { login: author.name },
    parents: parent === undefined ? [] : [{ sha: parent, url: `${url}/${parent}` }],
    files: Object.entries(changes).flatMap(([status, paths]) =>
      paths.map((filename) => ({ filename, status })),
    ),
  };
}

function repositoryOf({ repositories, parameters }: RoutedRequest): Repository {
  return repositories.named(parameters.owner ?? "", parameters.repo ?? "");
}
