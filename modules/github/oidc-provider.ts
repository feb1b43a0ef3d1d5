import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Construct } from "constructs";
import { accountIdOf, foreignArnOf } from "../aws/current";
import { check } from "../findings/check";
import { invalidIssuer } from "../findings/github-actions-errors";
import type { Condition } from "../iam/statement";
import { type Trust, trustOidcProvider } from "../iam/trust";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { isGithubUrl } from "./github-url";

/** The issuer of the tokens of github.com's workflows (GitHub: OpenID Connect reference). */
const githubIssuer = "https://token.actions.githubusercontent.com";

/** The issuer of a GitHub's tokens (GitHub: OpenID Connect reference, of Enterprise Server and of GHE.com too). */
export function issuerUrlOf(githubUrl: string): string {
  // What is no address is a finding where it was given.
  if (!isGithubUrl(githubUrl)) return githubIssuer;
  const { protocol, host } = new URL(githubUrl);
  if (host === "github.com") return githubIssuer;
  return host.endsWith(".ghe.com")
    ? `${protocol}//token.actions.${host}`
    : `${protocol}//${host}/_services/token`;
}

/** Whether the provider is made here: an account has one for each issuer. */
export const oidcProviders = ["create", "existing"] as const;

export type OidcProvider = (typeof oidcProviders)[number];

export interface GithubOidcProviderProps extends LogicalIdProps {
  /** @default "create" */
  readonly oidcProvider?: OidcProvider;
  /** Who issues the tokens: `https://` and what follows it. */
  readonly issuerUrl: string;
  /** Whom the tokens are meant for. */
  readonly audience: string;
}

/** GitHub as an identity provider of the account: IAM believes what its tokens say of a workflow. */
export class GithubOidcProvider extends Construct {
  private readonly issuer: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: GithubOidcProviderProps,
  ) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    const { issuerUrl, audience, oidcProvider = "create" } = props;
    this.issuer = issuerUrl.replace(/^https:\/\//, "");
    if (oidcProvider === "create") {
      new IamOpenidConnectProvider(this, "provider", { url: issuerUrl, clientIdList: [audience] });
    }
    check(this, () => invalidIssuer("issuerUrl", issuerUrl));
  }

  /** Trusts workflows whose token names one of these subjects, letter by letter. */
  trust(subjects: readonly string[]): Trust {
    const condition = (claim: string, values: readonly string[]): Condition => ({
      test: "StringEquals",
      variable: `${this.issuer}:${claim}`,
      values,
    });
    const account = { accountId: accountIdOf(this) };
    return trustOidcProvider(foreignArnOf(this, account, "iam", `oidc-provider/${this.issuer}`), [
      condition("aud", [this.props.audience]),
      condition("sub", subjects),
    ]);
  }
}
