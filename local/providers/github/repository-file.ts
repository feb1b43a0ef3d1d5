import { ProviderError } from "../server/provider-error";
import type { StandInResource } from "../server/stand-in-provider";
import { isUnknown, type ObjectValue } from "../wire/value";
import { type GithubClient, unlessGone } from "./github-client";

interface File {
  readonly sha: string;
  readonly content: string;
  readonly url: string;
}

interface Commit {
  readonly sha: string;
  readonly commit: {
    readonly message: string;
    readonly committer: { readonly name: string; readonly email: string };
  };
  readonly files?: readonly { readonly filename: string }[];
}

/** `github_repository_file`: each create, update and delete is a commit. */
export const repositoryFileResource: StandInResource<GithubClient> = {
  typeName: "github_repository_file",
  legacyTypeSystem: true,
  schema: {
    version: 0,
    attributes: {
      autocreate_branch: { type: "bool", optional: true },
      autocreate_branch_source_branch: { type: "string", optional: true },
      autocreate_branch_source_sha: { type: "string", optional: true, computed: true },
      branch: { type: "string", optional: true, replaces: true },
      commit_author: { type: "string", optional: true },
      commit_email: { type: "string", optional: true },
      commit_message: { type: "string", optional: true, computed: true },
      commit_sha: { type: "string", computed: true },
      content: { type: "string", required: true },
      file: { type: "string", required: true, replaces: true },
      id: { type: "string", optional: true, computed: true },
      overwrite_on_create: { type: "bool", optional: true, default: false },
      ref: { type: "string", computed: true },
      repository: { type: "string", required: true, replaces: true },
      sha: { type: "string", computed: true },
    },
  },

  validate({ autocreate_branch }) {
    if (autocreate_branch !== true) return;
    throw new ProviderError(
      "The stand-in for integrations/github knows no autocreate_branch: make the branch first",
    );
  },

  async create(planned, client) {
    await requireBranch(planned, client);
    const message = text(planned.commit_message) || `Add ${planned.file}`;
    const change = { ...changeOf(planned), message };
    const existing = await unlessGone(getFile(planned, client));
    if (existing !== undefined && planned.overwrite_on_create !== true) {
      throw new ProviderError(
        "refusing to overwrite existing file: configure `overwrite_on_create` to `true` to override",
      );
    }
    return put(planned, existing === undefined ? change : { ...change, sha: existing.sha }, client);
  },

  read(state, client) {
    return unlessGone(readFile(state, client));
  },

  async update(planned, client) {
    await requireBranch(planned, client);
    const { file, commit_message: message } = planned;
    const changed = message === `Add ${file}` ? `Update ${file}` : message;
    return put(planned, { ...changeOf(planned), message: changed, sha: planned.sha }, client);
  },

  async delete(state, client) {
    await requireBranch(state, client);
    const change = { ...changeOf(state), message: state.commit_message, sha: state.sha };
    await client.request("DELETE", filePath(state, client), change);
  },

  import(id) {
    const [path = "", branch, ...rest] = id.split(":");
    const [repository, ...file] = path.split("/");
    if (!repository || file.length === 0 || rest.length > 0) {
      throw new ProviderError(
        'invalid ID specified. Supplied ID must be written as <repository>/<file path> (when branch is "main") or <repository>/<file path>:<branch>',
      );
    }
    return {
      id: path,
      repository,
      file: file.join("/"),
      branch: branch ?? null,
      overwrite_on_create: false,
    };
  },
};

async function put(planned: ObjectValue, change: object, client: GithubClient): Promise<ObjectValue> {
  const { commit } = await client.request<{ commit: Pick<Commit, "sha"> }>(
    "PUT",
    filePath(planned, client),
    change,
  );
  return readFile({ ...planned, commit_sha: commit.sha }, client);
}

async function readFile(state: ObjectValue, client: GithubClient): Promise<ObjectValue> {
  await requireBranch(state, client);
  const file = await getFile(state, client);
  const ref = new URL(file.url).searchParams.get("ref") ?? "";
  const { sha, commit } = await commitOf(state, ref, client);
  const { commit_author, commit_email, autocreate_branch_source_sha: source } = state;
  const signed = commit_author && commit_email ? commit.committer : undefined;
  return {
    ...state,
    id: `${state.repository}/${state.file}`,
    content: Buffer.from(file.content, "base64").toString("utf8"),
    sha: file.sha,
    ref,
    commit_sha: sha,
    commit_message: commit.message,
    commit_author: signed?.name ?? commit_author ?? null,
    commit_email: signed?.email ?? commit_email ?? null,
    autocreate_branch_source_sha: source === undefined || isUnknown(source) ? null : source,
  };
}

/** The commit that the state names; after an import the newest that touched the file. */
async function commitOf(state: ObjectValue, ref: string, client: GithubClient): Promise<Commit> {
  const commits = `repos/${client.owner}/${state.repository}/commits`;
  const known = text(state.commit_sha);
  if (known !== "") return client.request<Commit>("GET", `${commits}/${known}`);
  const path = text(state.file);
  const query = new URLSearchParams({ path, sha: ref });
  for (const { sha } of await client.request<Commit[]>("GET", `${commits}?${query}`)) {
    const commit = await client.request<Commit>("GET", `${commits}/${sha}`);
    if (commit.files?.some(({ filename }) => filename === path)) return commit;
  }
  throw new ProviderError(`cannot find file ${path} in repo ${client.owner}/${state.repository}`);
}

function getFile(state: ObjectValue, client: GithubClient): Promise<File> {
  const ref = text(state.branch);
  const query = ref === "" ? "" : `?${new URLSearchParams({ ref })}`;
  return client.request<File>("GET", `${filePath(state, client)}${query}`);
}

/** The real provider asks for the branch before every step, where one is named. */
async function requireBranch(state: ObjectValue, client: GithubClient): Promise<void> {
  const branch = text(state.branch);
  if (branch !== "")
    await client.request("GET", `repos/${client.owner}/${state.repository}/branches/${branch}`);
}

function changeOf({ content, branch, commit_author: name, commit_email: email }: ObjectValue): object {
  if (name && !email) throw new ProviderError("cannot set commit_author without setting commit_email");
  if (email && !name) throw new ProviderError("cannot set commit_email without setting commit_author");
  const person = { name, email };
  return {
    content: Buffer.from(text(content)).toString("base64"),
    ...(branch ? { branch } : {}),
    ...(name ? { author: person, committer: person } : {}),
  };
}

function filePath(state: ObjectValue, client: GithubClient): string {
  const path = text(state.file).split("/").map(encodeURIComponent).join("/");
  return `repos/${client.owner}/${state.repository}/contents/${path}`;
}

function text(value: ObjectValue[string] | undefined): string {
  return typeof value === "string" ? value : "";
}
