import { AwsError } from "../client/aws-error";
import { elements } from "../client/xml";
import type { Scope } from "../gateway/scope";

/** An OIDC provider of IAM. */
export interface IdentityProvider {
  readonly arn: string;
  /** Host and path of its issuer, as condition keys begin. */
  readonly name: string;
  readonly audiences: readonly string[];
}

/** The provider that an account has for an issuer, or AWS's error. */
export async function identityProviderOf(scope: Scope, issuer: string): Promise<IdentityProvider> {
  const name = issuer.replace(/^https:\/\//, "");
  const arn = `arn:aws:iam::${scope.accountId}:oidc-provider/${name}`;
  try {
    const xml = await scope.moto.query("iam", "GetOpenIDConnectProvider", { OpenIDConnectProviderArn: arn });
    const [list = ""] = elements(xml, "ClientIDList");
    return { arn, name, audiences: elements(list, "member") };
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== "NoSuchEntity") throw error;
    throw new AwsError(
      "InvalidIdentityToken",
      `No OpenIDConnect provider found in your account for ${issuer}`,
    );
  }
}
