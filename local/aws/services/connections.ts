import { randomUUID } from "node:crypto";
import { z } from "zod";
import { connectionOf, connectionsIn } from "../connections/connection";
import type { Scope } from "../gateway/scope";
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
        Connection: connectionOf(scope, ConnectionArn),
      })),
      DeleteConnection: operation(LACKS, byArn, remove),
      ListConnections: operation(LACKS, ANY_INPUT, (_input, scope) => ({
        Connections: [...connectionsIn.of(scope).values()],
      })),
      ...tagOperations(LACKS, "upper"),
    },
    resources: (scope) => arnsOf(service, scope),
  };
}

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
  connectionOf(scope, ConnectionArn);
  connectionsIn.of(scope).delete(ConnectionArn);
  forgetTags(scope, ConnectionArn);
  return {};
}

function arnsOf(service: string, scope: Scope): string[] {
  return [...connectionsIn.of(scope).keys()].filter((arn) => arn.startsWith(`arn:aws:${service}:`));
}
