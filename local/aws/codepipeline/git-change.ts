import { z } from "zod";

const files = z.array(z.string()).default(["README.md"]);
const commit = z.string().regex(/^[0-9a-f]{40}$/);

/** What happened in a repository: a push of a branch, a push of a tag, or something to a pull request. */
export const gitChange = z.union([
  z.strictObject({ branch: z.string(), files, commit }),
  z.strictObject({ tag: z.string(), commit }),
  z.strictObject({
    pullRequest: z.enum(["OPEN", "UPDATED", "CLOSED"]),
    from: z.string(),
    into: z.string(),
    files,
    commit,
  }),
]);

/** As it is told; `files` are those that it changes. */
export type GitChange = z.input<typeof gitChange>;
/** With what is left out. */
export type CompleteGitChange = z.output<typeof gitChange>;
