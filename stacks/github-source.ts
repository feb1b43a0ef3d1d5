import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { nameRules } from "../modules/aws/name-rules";
import type { ParameterReference } from "../modules/commit-status/status-token";
import { check } from "../modules/findings/check";
import { invalidName } from "../modules/findings/value-errors";
import { setLogicalId } from "../modules/logical-ids/logical-id";
import type { SourceAction } from "../modules/pipeline/action";
import { ConnectionSource } from "../modules/pipeline/sources/connection-source";
import { ExistingConnection } from "../modules/pipeline/sources/existing-connection";
import { GithubV1Source } from "../modules/pipeline/sources/github-v1-source";
import { NewConnection } from "../modules/pipeline/sources/new-connection";
import { defined } from "../modules/terraform/defined";
import type {
  ConnectionReference,
  GithubSourceSettings,
  GithubToken,
} from "../settings/schema/github-source";

/** The source action that settings ask for: GitHub by token and webhook, or by connection. */
export function githubSource(
  scope: Construct,
  source: GithubSourceSettings,
  { logicalId }: { readonly logicalId: string },
): SourceAction {
  const { owner, repository, branch } = source;
  const common = { actionName: "Source", owner, repository, branch };
  if (source.type === "connection") {
    const connectionArn = connection(scope, source.connection, logicalId);
    return new ConnectionSource(defined({ ...common, connectionArn, trigger: source.trigger }));
  }
  return new GithubV1Source({
    ...common,
    oauthToken: token(scope, source.token),
    pollForSourceChanges: source.pollForSourceChanges ?? false,
    trigger: source.trigger === "none" ? "none" : { logicalId, ...source.webhook },
  });
}

function connection(scope: Construct, reference: ConnectionReference, logicalId: string): string {
  if ("arn" in reference) return reference.arn;
  return "name" in reference
    ? new ExistingConnection(scope, "connection", { connectionName: reference.name, logicalId }).connectionArn
    : new NewConnection(scope, "connection", { connectionName: reference.create, logicalId }).connectionArn;
}

function token(scope: Construct, reference: GithubToken): string {
  const holder = new Construct(scope, "token");
  if ("ssmParameter" in reference) {
    setLogicalId(holder, "github_token");
    check(holder, () => invalidName("token.ssmParameter", reference.ssmParameter, nameRules.ssmParameter));
    return new DataAwsSsmParameter(holder, "parameter", { name: reference.ssmParameter }).value;
  }
  setLogicalId(holder, reference.terraformVariable);
  check(holder, () =>
    invalidName("token.terraformVariable", reference.terraformVariable, nameRules.terraformVariable),
  );
  return new TerraformVariable(holder, "variable", {
    type: "string",
    sensitive: true,
    description: "GitHub token that CodePipeline reads the repository with",
  }).stringValue;
}

/** The token that a source reads its repository with, where something else can read it too. */
export function tokenOfSource(source: GithubSourceSettings | undefined): ParameterReference | undefined {
  return source?.type === "github-v1" && "ssmParameter" in source.token ? source.token : undefined;
}
