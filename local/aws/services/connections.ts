import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";
import { ANY_INPUT, operation, type Service } from "../gateway/service";
import { addTags, forgetTags, tagList, tagOperations } from "../gateway/tags";

const LACKS = "moto lacks the whole service";

const PROVIDERS = ["Bitbucket", "GitHub", "GitHubEnterpriseServer", "GitLab", "GitLabSelfManaged"] as const;

const createInput = z.object({
  ConnectionName: z.string().min(1).max(32),
  ProviderType: z.enum(PROVIDERS).optional(),
  HostArn: z.string().optional(),
  Tags: tagList.optional(),
});
const byArn = z.object({ ConnectionArn: z.string() });

/** CodeConnections under its own name or the old one, which differ in ARNs only. A connection waits for its click. */
export function connections(service: "codeconnections" | "codestar-connections"): Service {
  return {
    operations: {
      CreateConnection: operation(LACKS, createInput, (input, scope) => create(service, input, scope)),
      GetConnection: operation(LACKS, byArn, ({ ConnectionArn }, scope) => ({
        Connection: existing(scope, ConnectionArn),
      })),
      DeleteConnection: operation(LACKS, byArn, remove),
      ListConnections: operation(LACKS, ANY_INPUT, (_input, scope) => ({
        Connections: listed(service, scope),
      })),
      ...tagOperations(LACKS, "upper"),
    },
    resources: (scope) => listed(service, scope).map(({ ConnectionArn }) => ConnectionArn),
  };
}

interface Connection {
  readonly ConnectionName: string;
  readonly ConnectionArn: string;
  readonly ProviderType: string;
  readonly OwnerAccountId: string;
  readonly ConnectionStatus: "PENDING";
  readonly HostArn?: string;
}

// One list for both names, as on AWS: a connection made under one is found under the other.
const connectionsIn = new ScopedState(() => new Map<string, Connection>());

function create(service: string, input: z.output<typeof createInput>, scope: Scope): object {
  const { ConnectionName, ProviderType = "GitHubEnterpriseServer", HostArn, Tags } = input;
  const ConnectionArn = scope.arn(service, `connection/${randomUUID()}`);
  connectionsIn.of(scope).set(ConnectionArn, {
    ConnectionName,
    ConnectionArn,
    ProviderType,
    OwnerAccountId: scope.accountId,
    ConnectionStatus: "PENDING",
    ...(HostArn === undefined ? {} : { HostArn }),
  });
  addTags(scope, ConnectionArn, Tags);
  return { ConnectionArn };
}

function remove({ ConnectionArn }: z.output<typeof byArn>, scope: Scope): object {
  existing(scope, ConnectionArn);
  connectionsIn.of(scope).delete(ConnectionArn);
  forgetTags(scope, ConnectionArn);
  return {};
}

function existing(scope: Scope, arn: string): Connection {
  const connection = connectionsIn.of(scope).get(arn);
  if (connection !== undefined) return connection;
  throw new AwsError("ResourceNotFoundException", `Connection not found for given ARN: ${arn}`);
}

function listed(service: string, scope: Scope): Connection[] {
  return [...connectionsIn.of(scope).values()].filter(({ ConnectionArn }) =>
    ConnectionArn.startsWith(`arn:aws:${service}:`),
  );
}
