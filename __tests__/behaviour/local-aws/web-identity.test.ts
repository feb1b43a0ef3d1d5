import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { AwsClient } from "../../../local/aws/client/aws-client";
import { elementText } from "../../../local/aws/client/xml";
import { type LocalAws, startLocalAws } from "../../../local/aws/local-aws";
import { missingForLocalAws } from "../../../local/aws/missing-for-local-aws";
import { requires } from "../../support/requires";
import { TestAccount } from "./on-local-aws";
import { allow, deny, policyOf, putPolicy } from "./roles";
import { ISSUER, TokenIssuer } from "./token-issuer";

requires(missingForLocalAws())("a token of GitHub Actions", () => {
  const issuer = new TokenIssuer();
  let aws: LocalAws | undefined;
  let accounts = 0;
  beforeAll(async () => {
    aws = await startLocalAws({ githubUrl: await issuer.listen() });
  });
  afterAll(async () => {
    await aws?.stop();
    await issuer.close();
  });

  const newAccount = () => {
    accounts += 1;
    return new TestAccount(aws?.endpoint ?? "", String(100_000_000_000 + accounts));
  };

  const provider = async ({ client }: TestAccount, Url = ISSUER, audience = "sts.amazonaws.com") => {
    const ids = { "ClientIDList.member.1": audience, "ThumbprintList.member.1": "a".repeat(40) };
    await client.query("iam", "CreateOpenIDConnectProvider", { Url, ...ids });
  };

  const deployer = async (account: TestAccount, condition: object, Url = ISSUER) => {
    const Federated = `arn:aws:iam::${account.accountId}:oidc-provider/${Url.replace("https://", "")}`;
    await account.client.query("iam", "CreateRole", {
      RoleName: "deployer",
      AssumeRolePolicyDocument: policyOf({
        Effect: "Allow",
        Principal: { Federated },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: condition,
      }),
    });
    await putPolicy(account, [allow("ecr:GetAuthorizationToken", "*")], "deployer");
  };

  const onMain = {
    StringEquals: {
      "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
      "token.actions.githubusercontent.com:sub": "repo:shop/app:ref:refs/heads/main",
    },
  };

  const ready = async () => {
    const account = newAccount();
    await provider(account);
    await deployer(account, onMain);
    return account;
  };

  // As SDKs send it: without a signature.
  const exchange = async (account: TestAccount, more: Record<string, string> = {}) => {
    const form = new URLSearchParams({
      Action: "AssumeRoleWithWebIdentity",
      Version: "2011-06-15",
      RoleArn: `arn:aws:iam::${account.accountId}:role/deployer`,
      RoleSessionName: "GitHubActions",
      WebIdentityToken: issuer.token(),
      ...more,
    });
    const response = await fetch(account.endpoint, { method: "POST", body: form });
    const xml = await response.text();
    return {
      xml,
      error: response.ok ? undefined : `${elementText(xml, "Code")}: ${elementText(xml, "Message")}`,
      client: new AwsClient(account.endpoint, elementText(xml, "AccessKeyId") ?? "", account.region),
    };
  };

  const NOT_AUTHORIZED = "AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity";

  it("opens a session of the role that trusts its subject", async () => {
    const account = await ready();
    const { xml, client } = await exchange(account);
    const arn = `arn:aws:sts::${account.accountId}:assumed-role/deployer/GitHubActions`;
    expect(elementText(xml, "SubjectFromWebIdentityToken")).toBe("repo:shop/app:ref:refs/heads/main");
    expect(elementText(xml, "Audience")).toBe("sts.amazonaws.com");
    expect(elementText(xml, "Arn")).toBe(arn);
    expect(elementText(xml, "AssumedRoleId")).toMatch(/^AROA\w+:GitHubActions$/);
    expect(elementText(xml, "Provider")).toMatch(/:oidc-provider\/token\.actions\.githubusercontent\.com$/);
    expect(elementText(await client.query("sts", "GetCallerIdentity", {}), "Arn")).toBe(arn);
  });

  it("lets its holder do what the role may, and no more", async () => {
    const account = await ready();
    const { client } = await exchange(account);
    await expect(client.call("ecr", "GetAuthorizationToken")).resolves.toBeDefined();
    await expect(client.call("ssm", "DescribeParameters")).rejects.toThrow(
      "assumed-role/deployer/GitHubActions",
    );
    expect(await account.permissionUses("deployer")).toMatchObject([
      { action: "ecr:GetAuthorizationToken", allowed: true },
      { action: "ssm:DescribeParameters", allowed: false },
    ]);
    expect(await account.grants("deployer")).toMatchObject([
      { action: "ecr:GetAuthorizationToken", used: true },
    ]);
  });

  it("lets its holder do no more than the session's own policies, in line and managed", async () => {
    const account = await ready();
    const limited = await exchange(account, { Policy: policyOf(allow("ssm:*", "*")) });
    await expect(limited.client.call("ecr", "GetAuthorizationToken")).rejects.toThrow("no session policy");
    const readOnly = { "PolicyArns.member.1.arn": "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess" };
    const managed = await exchange(account, readOnly);
    await expect(managed.client.call("ecr", "GetAuthorizationToken")).rejects.toThrow("no session policy");
  });

  it("shows its provider to the role's policies", async () => {
    const account = await ready();
    const provider = `arn:aws:iam::${account.accountId}:oidc-provider/*`;
    const fromAnyToken = { Condition: { ArnLike: { "aws:FederatedProvider": provider } } };
    await putPolicy(
      account,
      [allow("ecr:*", "*"), deny("ecr:GetAuthorizationToken", "*", fromAnyToken)],
      "deployer",
    );
    const { client } = await exchange(account);
    await expect(client.call("ecr", "GetAuthorizationToken")).rejects.toThrow("explicit deny");
  });

  it.each([
    ["another branch", { sub: "repo:shop/app:ref:refs/heads/feature" }],
    ["another repository", { sub: "repo:other/app:ref:refs/heads/main" }],
    ["a pull request", { sub: "repo:shop/app:pull_request" }],
  ])("of %s is refused by the role's trust policy", async (_what, claims) => {
    const { error } = await exchange(await ready(), { WebIdentityToken: issuer.token(claims) });
    expect(error).toBe(NOT_AUTHORIZED);
  });

  it("is held by the claims that AWS knows of GitHub", async () => {
    const account = newAccount();
    await provider(account);
    await deployer(account, {
      StringEquals: { "token.actions.githubusercontent.com:repository_id": "74" },
    });
    expect((await exchange(account)).error).toBe(NOT_AUTHORIZED);
    const WebIdentityToken = issuer.token({ repository_id: "74" });
    expect((await exchange(account, { WebIdentityToken })).error).toBeUndefined();
  });

  it("is refused where the role does not exist, in the same words", async () => {
    const account = await ready();
    const RoleArn = `arn:aws:iam::${account.accountId}:role/nobody`;
    expect((await exchange(account, { RoleArn })).error).toBe(NOT_AUTHORIZED);
    expect((await exchange(account, { RoleArn: "deployer" })).error).toBe(
      "ValidationError: Request ARN is invalid",
    );
  });

  it("is refused by a role that trusts a service or an account only", async () => {
    const account = await ready();
    await account.createRole("service", "ecs-tasks.amazonaws.com");
    const RoleArn = `arn:aws:iam::${account.accountId}:role/service`;
    expect((await exchange(account, { RoleArn })).error).toBe(NOT_AUTHORIZED);
  });

  it("is refused without a provider for its issuer", async () => {
    const account = newAccount();
    await deployer(account, onMain);
    expect((await exchange(account)).error).toBe(
      `InvalidIdentityToken: No OpenIDConnect provider found in your account for ${ISSUER}`,
    );
  });

  it("is refused for an audience that the provider does not have", async () => {
    const WebIdentityToken = issuer.token({ aud: "https://github.com/shop" });
    expect((await exchange(await ready(), { WebIdentityToken })).error).toBe(
      "InvalidIdentityToken: Incorrect token audience",
    );
  });

  it("is taken for an audience only from when the provider has it until it has it no more", async () => {
    const account = await ready();
    const audience = "https://github.com/shop";
    const withClaims = { "token.actions.githubusercontent.com:sub": "repo:shop/app:ref:refs/heads/main" };
    const trust = { StringEquals: withClaims };
    await account.client.query("iam", "DeleteRolePolicy", { RoleName: "deployer", PolicyName: "policy" });
    await account.client.query("iam", "DeleteRole", { RoleName: "deployer" });
    await deployer(account, trust);
    const arn = `arn:aws:iam::${account.accountId}:oidc-provider/token.actions.githubusercontent.com`;
    const change = { OpenIDConnectProviderArn: arn, ClientID: audience };
    const error = async () =>
      (await exchange(account, { WebIdentityToken: issuer.token({ aud: audience }) })).error;
    await account.client.query("iam", "AddClientIDToOpenIDConnectProvider", change);
    expect(await error()).toBeUndefined();
    await account.client.query("iam", "RemoveClientIDFromOpenIDConnectProvider", change);
    expect(await error()).toBe("InvalidIdentityToken: Incorrect token audience");
    const none = { ...change, OpenIDConnectProviderArn: `${arn}/none` };
    await expect(
      account.client.query("iam", "AddClientIDToOpenIDConnectProvider", none),
    ).rejects.toMatchObject({ code: "NoSuchEntity" });
  });

  it("is refused when it has expired", async () => {
    const WebIdentityToken = issuer.token({ exp: Math.floor(Date.now() / 1000) - 1 });
    expect((await exchange(await ready(), { WebIdentityToken })).error).toMatch(
      /^ExpiredTokenException: Token expired: current date\/time \d+ must be before the expiration date\/time \d+$/,
    );
  });

  it("is refused when another has signed it, or nobody", async () => {
    const account = await ready();
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const refused = async (WebIdentityToken: string) => (await exchange(account, { WebIdentityToken })).error;
    expect(await refused(issuer.token({}, privateKey))).toMatch(/^InvalidIdentityToken: The signature/);
    expect(await refused(issuer.token({}, undefined, "other"))).toMatch(/^InvalidIdentityToken: Couldn't/);
    expect(await refused("not.a.token")).toMatch(/^InvalidIdentityToken: .* is not a valid JWT/);
  });

  it("of a GitHub Enterprise Server opens a session where that is the provider", async () => {
    const account = newAccount();
    const url = "https://github.example.com/_services/token";
    await provider(account, url);
    await deployer(
      account,
      {
        StringLike: { "github.example.com/_services/token:sub": "repo:shop/app:*" },
      },
      url,
    );
    const WebIdentityToken = issuer.token({ iss: url });
    expect((await exchange(account, { WebIdentityToken })).error).toBeUndefined();
  });

  it("of an issuer that is no GitHub cannot be verified here", async () => {
    const account = newAccount();
    await provider(account, "https://issuer.example.com");
    await deployer(account, {}, "https://issuer.example.com");
    const WebIdentityToken = issuer.token({ iss: "https://issuer.example.com" });
    expect((await exchange(account, { WebIdentityToken })).error).toMatch(/^InvalidIdentityToken: Couldn't/);
  });

  it("opens a session no longer than the role's own limit", async () => {
    const account = await ready();
    expect((await exchange(account, { DurationSeconds: "3601" })).error).toBe(
      "ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
    expect((await exchange(account, { DurationSeconds: "60" })).error).toMatch(
      /greater than or equal to 900$/,
    );
    const limit = { RoleName: "deployer", MaxSessionDuration: "7200" };
    await account.client.query("iam", "UpdateRole", limit);
    const { xml } = await exchange(account, { DurationSeconds: "7200" });
    const minutes = (Date.parse(elementText(xml, "Expiration") ?? "") - Date.now()) / 60_000;
    expect(Math.round(minutes)).toBe(120);
  });
});
