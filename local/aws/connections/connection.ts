import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";

/** A connection to a Git host. It is PENDING until somebody confirms it in the console. */
export interface Connection {
  readonly ConnectionName: string;
  readonly ConnectionArn: string;
  readonly ProviderType: string;
  readonly OwnerAccountId: string;
  readonly ConnectionStatus: "PENDING" | "AVAILABLE";
  readonly HostArn?: string;
}

/** One list for both names of the service, as on AWS: a connection made under one is found under the other. */
export const connectionsIn = new ScopedState(() => new Map<string, Connection>());

/** The connection, or AWS's error. */
export function connectionOf(scope: Scope, arn: string): Connection {
  const connection = connectionsIn.of(scope).get(arn);
  if (connection !== undefined) return connection;
  throw new AwsError("ResourceNotFoundException", `Connection not found for given ARN: ${arn}`);
}

/** A connection that exists, with a given ARN, unless it is there: somebody has confirmed it. */
export function createConnectionWithArn(scope: Scope, arn: string): void {
  const connections = connectionsIn.of(scope);
  if (connections.has(arn)) return;
  connections.set(arn, {
    ConnectionName: "existing",
    ConnectionArn: arn,
    ProviderType: "GitHub",
    OwnerAccountId: scope.accountId,
    ConnectionStatus: "AVAILABLE",
  });
}

/** The click in the console, for every connection that waits for it; answers with their ARNs. */
export function confirmConnections(scope: Scope): readonly string[] {
  const connections = connectionsIn.of(scope);
  const waiting = [...connections.values()].filter(({ ConnectionStatus }) => ConnectionStatus === "PENDING");
  for (const connection of waiting) {
    connections.set(connection.ConnectionArn, { ...connection, ConnectionStatus: "AVAILABLE" });
  }
  return waiting.map(({ ConnectionArn }) => ConnectionArn);
}
