import type { GithubConnectionSettings } from "../../../settings/schema/github-connection";
import { heading, say } from "../say";
import type { StoryContext } from "../story";

/** Nothing has to exist before a connection is made. */
export async function prepare(): Promise<void> {}

/** The click that a new connection waits for. */
export async function play(_: GithubConnectionSettings, { account }: StoryContext): Promise<void> {
  heading("In the console: Settings, Connections, Update pending connection");
  for (const arn of await account.confirmConnections()) say(`  available   ${arn}`);
}
