import { z } from "zod/mini";
import { type CommonSettings, commonKeys } from "./common";
import { optional, strict, string } from "./types";

/** One connection to GitHub, which any number of entries look up with `connection: { name }`. */
export interface GithubConnectionSettings extends Omit<CommonSettings, "kmsKey"> {
  readonly system: "github-connection";
  /** 1 to 32 characters. @default the entry's `name` */
  readonly connectionName?: string;
}

// Nothing in this stack is encrypted with a key of the account's.
const { kmsKey: _, ...keys } = commonKeys;

export const githubConnectionSchema = strict<GithubConnectionSettings>()({
  system: z.literal("github-connection"),
  ...keys,
  connectionName: optional(string),
});
