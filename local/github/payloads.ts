import { BOT, type Commit } from "./commit";
import type { Hook } from "./hook";
import type { Repository } from "./repository";

/** Where links in answers and payloads point to. */
export const GITHUB = "https://github.com";
const NO_COMMIT = "0".repeat(40);

/** The payload of a push of one commit, in the shape of GitHub's. `before` was the branch's head. */
export function pushPayload(
  repository: Repository,
  branch: string,
  { commit: pushed, before = NO_COMMIT }: { readonly commit: Commit; readonly before: string | undefined },
): object {
  const described = describeRepository(repository);
  const { sha } = pushed;
  const commit = describeCommit(described.html_url, pushed);
  return {
    ref: `refs/heads/${branch}`,
    before,
    after: sha,
    created: before === NO_COMMIT,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `${described.html_url}/compare/${before.slice(0, 12)}...${sha.slice(0, 12)}`,
    commits: [commit],
    head_commit: commit,
    pusher: { name: BOT.name, email: BOT.email },
    repository: described,
    sender: describeAccount(BOT.name),
  };
}

/** The payload GitHub sends to a hook that has just been made. */
export function pingPayload(repository: Repository, hook: Hook): object {
  return {
    zen: "Keep it logically awesome.",
    hook_id: hook.id,
    hook: { type: "Repository", id: hook.id, name: "web", active: hook.active, events: hook.events },
    repository: describeRepository(repository),
    sender: describeAccount(BOT.name),
  };
}

/** A repository as answers and payloads show it. */
export function describeRepository({ id, owner, ownerId, name }: Repository) {
  const fullName = `${owner}/${name}`;
  return {
    id,
    node_id: Buffer.from(`010:Repository${id}`).toString("base64"),
    name,
    full_name: fullName,
    private: true,
    owner: { ...describeAccount(owner), id: ownerId },
    html_url: `${GITHUB}/${fullName}`,
    url: `${GITHUB}/${fullName}`,
    clone_url: `${GITHUB}/${fullName}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
    fork: false,
    default_branch: "main",
    master_branch: "main",
    visibility: "private",
  };
}

function describeCommit(repositoryUrl: string, commit: Commit) {
  const { sha, tree, message, date, added, removed, modified } = commit;
  return {
    id: sha,
    tree_id: tree,
    distinct: true,
    message,
    timestamp: date,
    url: `${repositoryUrl}/commit/${sha}`,
    author: { ...commit.author, username: commit.author.name },
    committer: { ...commit.committer, username: commit.committer.name },
    added,
    removed,
    modified,
  };
}

/** An account as answers and payloads show it. */
export function describeAccount(login: string) {
  return { login, name: login, html_url: `${GITHUB}/${login}`, type: "User", site_admin: false };
}
