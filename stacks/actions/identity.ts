import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { roleArnOf } from "../../modules/aws/current";
import { check } from "../../modules/findings/check";
import { idsTogether, invalidSubject } from "../../modules/findings/github-actions-errors";
import { duplicates, emptyList, emptyText, outOfRange } from "../../modules/findings/value-errors";
import { warn } from "../../modules/findings/warnings";
import { workflowExpression } from "../../modules/findings/workflow-errors";
import { githubDotCom } from "../../modules/github/github-url";
import { GithubOidcProvider, issuerUrlOf } from "../../modules/github/oidc-provider";
import { oidcSubject } from "../../modules/github/oidc-subject";
import { defaultAudience } from "../../modules/github/workflow/workflow";
import { Role } from "../../modules/iam/role";
import type { Statement } from "../../modules/iam/statement";
import { User } from "../../modules/iam/user";
import { defined } from "../../modules/terraform/defined";
import type { AccessKeyIdentitySettings, OidcIdentitySettings } from "../../settings/schema/actions-identity";
import type { GithubActionsToEcsSettings } from "../../settings/schema/github-actions-to-ecs";

/** As whom a workflow works at AWS. */
export interface ActionsIdentity {
  /** Who that is, for people. */
  readonly description: string;
  /** Made of the role's name; undefined for a user. */
  readonly roleArn: string | undefined;
  /** The user's key; undefined for a role. */
  readonly accessKey: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  /** What must exist before it can work. */
  readonly permissions: readonly ITerraformDependable[];
  /** Adds permissions. */
  allow(...statements: readonly Statement[]): void;
}

export interface ActionsIdentityProps {
  readonly settings: GithubActionsToEcsSettings;
  readonly name: string;
  readonly region: string;
  /** Seconds that the workflow's credentials last. */
  readonly sessionDuration: number;
}

const defaultLogicalId = "github_actions";

/** Whom GitHub's tokens have to be meant for: AWS's own action asks for it so. */
export const audienceOf = (
  { identity }: Pick<GithubActionsToEcsSettings, "identity">,
  region: string,
): string =>
  (identity?.type === "oidc" ? identity.audience : undefined) ??
  (region.startsWith("cn-") ? `${defaultAudience}.cn` : defaultAudience);

/** Who issues the tokens of the workflow (GitHub Enterprise Server: OpenID Connect reference). */
export function issuerOf({
  github,
  identity,
}: Pick<GithubActionsToEcsSettings, "github" | "identity">): string {
  const { issuerUrl } = identity?.type === "oidc" ? identity : {};
  return issuerUrl ?? issuerUrlOf(github.githubUrl ?? githubDotCom);
}

/** The role or the user that settings ask for. */
export function actionsIdentity(scope: Construct, props: ActionsIdentityProps): ActionsIdentity {
  const { identity = { type: "oidc" } } = props.settings;
  const below = new Construct(scope, "github_actions");
  return identity.type === "oidc" ? role(below, identity, props) : user(below, identity, props);
}

function role(
  scope: Construct,
  identity: OidcIdentitySettings,
  props: ActionsIdentityProps,
): ActionsIdentity {
  const { settings, name, region, sessionDuration } = props;
  const { github } = settings;
  const { oidcProvider, logicalId = defaultLogicalId, subjects = [oidcSubject(github)] } = identity;
  const issuerUrl = issuerOf(settings);
  const audience = audienceOf(settings, region);
  const provider = new GithubOidcProvider(
    scope,
    "oidc_provider",
    defined({ oidcProvider, issuerUrl, audience, logicalId }),
  );
  const made = new Role(
    scope,
    "role",
    defined({
      logicalId,
      assumedBy: provider.trust(subjects),
      maxSessionDuration: sessionDuration > 3600 ? sessionDuration : undefined,
      ...identity.role,
      roleName: identity.role?.roleName ?? `${name}-github-actions`,
    }),
  );
  if (identity.subjects === undefined && github.ownerId === undefined) warn(made, "namesAsSubject");
  check(scope, () => [
    ...audienceFindings("identity.audience", identity.audience),
    ...idsTogether(github.ownerId, github.repositoryId),
    ...numberFindings("github.ownerId", github.ownerId),
    ...numberFindings("github.repositoryId", github.repositoryId),
    ...emptyList(
      "identity.subjects",
      identity.subjects,
      "at least one subject, or no `subjects` for the default",
    ),
    ...duplicates("identity.subjects", subjects, "name a subject"),
    ...(identity.subjects ?? []).flatMap((subject, index) =>
      invalidSubject(`identity.subjects[${index}]`, subject),
    ),
  ]);
  return {
    description: `the role ${made.roleName}, for ${subjects.join(", ")}`,
    roleArn: roleArnOf(scope, made.roleName),
    accessKey: undefined,
    permissions: made.permissions,
    allow: (...statements) => made.allow(...statements),
  };
}

function user(
  scope: Construct,
  { type: _, logicalId = defaultLogicalId, ...options }: AccessKeyIdentitySettings,
  { name }: ActionsIdentityProps,
): ActionsIdentity {
  const made = new User(scope, "user", { logicalId, userName: `${name}-github-actions`, ...options });
  warn(made, "accessKeyIdentity");
  return {
    description: `the user ${options.userName ?? `${name}-github-actions`}, by its access key`,
    roleArn: undefined,
    accessKey: { accessKeyId: made.accessKeyId, secretAccessKey: made.secretAccessKey },
    permissions: made.permissions,
    allow: (...statements) => made.allow(...statements),
  };
}

const audienceFindings = (property: string, got: string | undefined) =>
  got === undefined
    ? []
    : [
        ...emptyText(property, got, "whom the tokens are meant for, such as sts.amazonaws.com"),
        ...workflowExpression(property, got),
      ];

const numberFindings = (property: string, got: number | undefined) =>
  outOfRange(property, got, {
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    unit: "",
    source: "GitHub: REST API endpoints for repositories, id",
  });
