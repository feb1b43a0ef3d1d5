import { z } from "zod/mini";
import { type CommonSettings, commonKeys, type SystemSettings } from "./common";
import { optional, strict, string } from "./types";

/** One connection to GitHub, which any number of entries look up with `connection: { name }`. */
export interface GithubConnectionSettings extends SystemSettings, CommonSettings {
  readonly system: "github-connection";
  /** What entries look the connection up by, 1 to 32 characters. @default the entry's `name` */
  readonly connectionName?: string;
}

export const githubConnectionSchema = strict<GithubConnectionSettings>()({
  system: z.literal("github-connection"),
  ...commonKeys,
  connectionName: optional(string),
});
