import { accountOfArn } from "../../modules/aws/arn";
import type { GithubSourceSettings } from "../../settings/schema/github-source";
import { heading, say } from "./say";
import type { StoryContext } from "./story";

/** Creates what a GitHub source takes for existing: the connection, or the parameter with the token. */
export async function createSourceGround(
  source: GithubSourceSettings,
  { account }: StoryContext,
): Promise<void> {
  if (source.type === "connection") {
    if ("name" in source.connection) await account.createConnection(source.connection.name);
  } else if ("ssmParameter" in source.token) {
    await account.createSsmParameter({ name: source.token.ssmParameter, value: "local" });
  }
}

/** The account that a source is about: that of a connection that exists. */
export function accountOfSource(source: GithubSourceSettings): string | undefined {
  return source.type === "connection" && "arn" in source.connection
    ? accountOfArn(source.connection.arn)
    : undefined;
}

/** The GitHub token, where a Terraform variable holds it. */
export function sourceVariables(source: GithubSourceSettings): Readonly<Record<string, string>> {
  return source.type === "github-v1" && "terraformVariable" in source.token
    ? { [source.token.terraformVariable]: "local" }
    : {};
}

/** The click that connections wait for, if any does. */
export async function confirmConnections({ account }: StoryContext): Promise<void> {
  const confirmed = await account.confirmConnections();
  if (confirmed.length > 0) heading("In the console: Settings, Connections, Update pending connection");
  for (const arn of confirmed) say(`  available   ${arn}`);
}
