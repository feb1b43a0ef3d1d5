import { z } from "zod";
import { type Author, BOT, type Commit, type NewCommit } from "./commit";
import { deliverToAll } from "./hook-delivery";
import { pushPayload } from "./payloads";
import { commitOn } from "./repository";
import { DEFAULT_BRANCH, describeFile, shownCommit } from "./repository-contents";
import { Refusal, type Route, type RoutedRequest, repositoryOf } from "./route";
import { validBody } from "./valid-body";

/** The REST API that changes files. Each change is a commit, and hooks hear of it as of any push. */
export const contentChangeRoutes: readonly Route[] = [
  ["PUT", "/repos/{owner}/{repo}/contents/{path...}", putFile],
  ["DELETE", "/repos/{owner}/{repo}/contents/{path...}", deleteFile],
];

const PERSON = z.object({ name: z.string().min(1), email: z.string().min(1) });
const DELETION = z.object({
  message: z.string().min(1),
  sha: z.string(),
  branch: z.string().min(1).default(DEFAULT_BRANCH),
  author: PERSON.optional(),
  committer: PERSON.optional(),
});
const CHANGE = DELETION.extend({
  sha: z.string().nullish(),
  content: z.base64("content is not valid Base64"),
});

function putFile(request: RoutedRequest) {
  const { branch, sha, content: encoded, ...change } = validBody("Content", CHANGE, request.body);
  const { path = "" } = request.parameters;
  const existing = fileAt(request, branch);
  if (existing !== undefined && !sha) throw new Refusal(422, `Invalid request.\n\n"sha" wasn't supplied.`);
  if (sha) refuseOtherVersion(request, existing, sha);
  const content = Buffer.from(encoded, "base64").toString("utf8");
  const made = commitAndPush(request, branch, { ...changeOf(change), files: { [path]: content } });
  const body = {
    content: describeFile(request, branch, path, content),
    commit: shownChange(request, made.commit),
  };
  return { status: existing === undefined ? 201 : 200, body, afterwards: made.push };
}

function deleteFile(request: RoutedRequest) {
  const { branch, sha, ...change } = validBody("Content", DELETION, request.body);
  const { path = "" } = request.parameters;
  const existing = fileAt(request, branch);
  if (existing === undefined) throw new Refusal(404, "Not Found");
  refuseOtherVersion(request, existing, sha);
  const made = commitAndPush(request, branch, { ...changeOf(change), files: { [path]: null } });
  const body = { content: null, commit: shownChange(request, made.commit) };
  return { status: 200, body, afterwards: made.push };
}

function changeOf({ message, author, committer }: Omit<z.output<typeof DELETION>, "sha" | "branch">) {
  return { message, author: author ?? committer ?? BOT, committer: committer ?? (author && BOT) };
}

function fileAt(request: RoutedRequest, branch: string): string | undefined {
  const { heads, commits } = repositoryOf(request);
  // The first commit of a repository makes its branch.
  if (commits.size > 0 && !heads.has(branch)) throw new Refusal(404, `Branch ${branch} not found`);
  return commits.get(heads.get(branch) ?? "")?.files.get(request.parameters.path ?? "");
}

function refuseOtherVersion(request: RoutedRequest, existing: string | undefined, sha: string): void {
  const { path = "" } = request.parameters;
  if (existing !== undefined && describeFile(request, DEFAULT_BRANCH, path, existing).sha === sha) return;
  throw new Refusal(409, `${path} does not match ${sha}`);
}

function commitAndPush(request: RoutedRequest, branch: string, change: NewCommit) {
  const repository = repositoryOf(request);
  const before = repository.heads.get(branch);
  const commit = commitOn(repository, branch, change);
  const payload = pushPayload(repository, branch, { commit, before });
  return { commit, push: () => deliverToAll(repository, { name: "push", payload }) };
}

/** The commit itself, as it stands in the answer to a change. */
function shownChange(request: RoutedRequest, { sha, ...commit }: Commit): object {
  const { author, committer, message, tree } = commit;
  const dated = (person: Author) => ({ ...person, date: commit.date });
  const { url, html_url, parents } = shownCommit(request, { sha, ...commit });
  return {
    sha,
    url,
    html_url,
    message,
    author: dated(author),
    committer: dated(committer),
    tree: { sha: tree },
    parents,
  };
}
