import { createPublicKey, type JsonWebKey, verify } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LocalGithub, startLocalGithub } from "../../../local/github/local-github";
import { LocalRepository } from "../../../local/github/local-repository";

const AUDIENCE = "sts.amazonaws.com";

function decoded(part = ""): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
}

function claimsOf(token: string) {
  return decoded(token.split(".")[1]);
}

describe("the identity token of a workflow's job", () => {
  let github: LocalGithub;
  let repository: LocalRepository;

  beforeEach(async () => {
    github = await startLocalGithub();
    repository = new LocalRepository(github.url, "acme", "shop");
  });
  afterEach(() => github.stop());

  const read = async (url: string) => (await fetch(url)).json();

  it("is signed by the key that the issuer tells, at the address it tells", async () => {
    const token = await repository.identityToken({ audience: AUDIENCE });
    const [header, claims, signature = ""] = token.split(".");
    const provider = await read(`${github.url}.well-known/openid-configuration`);
    expect(provider).toMatchObject({ issuer: "https://token.actions.githubusercontent.com" });
    const { keys } = (await read((provider as { jwks_uri: string }).jwks_uri)) as {
      keys: (JsonWebKey & { kid: string })[];
    };
    const { kid, alg } = decoded(header);
    const key = createPublicKey({ key: keys.find((one) => one.kid === kid) ?? {}, format: "jwk" });
    expect(alg).toBe("RS256");
    const signed = Buffer.from(`${header}.${claims}`);
    expect(verify("sha256", signed, key, Buffer.from(signature, "base64url"))).toBe(true);
  });

  it("tells the repository, the branch, the commit at its head and the actor", async () => {
    const { sha } = await repository.commit({ branch: "release/1", files: { a: "1" } });
    const { repositoryId, ownerId } = await repository.ids();
    const job = { audience: AUDIENCE, branch: "release/1", actor: "someone" };
    const now = Date.now() / 1000;
    const claims = claimsOf(await repository.identityToken(job));
    expect(claims).toMatchObject({
      iss: "https://token.actions.githubusercontent.com",
      aud: AUDIENCE,
      sub: "repo:acme/shop:ref:refs/heads/release/1",
      ref: "refs/heads/release/1",
      sha,
      actor: "someone",
      repository: "acme/shop",
      repository_id: repositoryId,
      repository_owner: "acme",
      repository_owner_id: ownerId,
    });
    expect(claims.exp).toBeGreaterThan(now + 200);
    expect(claims.nbf).toBeLessThanOrEqual(now);
  });

  it("has the environment that the job names as its subject", async () => {
    const token = await repository.identityToken({ audience: AUDIENCE, environment: "production" });
    expect(claimsOf(token)).toMatchObject({
      sub: "repo:acme/shop:environment:production",
      environment: "production",
      ref: "refs/heads/main",
    });
  });

  it("writes a colon in an environment's name so that no subject has two meanings", async () => {
    const token = await repository.identityToken({ audience: AUDIENCE, environment: "eu:production" });
    expect(claimsOf(token)).toMatchObject({
      sub: "repo:acme/shop:environment:eu%3Aproduction",
      environment: "eu:production",
    });
  });

  it("names owner and repository by their ids too, where subjects are immutable", async () => {
    const { repositoryId, ownerId } = await repository.useImmutableSubjects();
    expect(claimsOf(await repository.identityToken({ audience: AUDIENCE }))).toMatchObject({
      sub: `repo:acme@${ownerId}/shop@${repositoryId}:ref:refs/heads/main`,
    });
  });

  it("can have expired, and come from somebody else", async () => {
    const issuer = "https://github.example.com/_services/token";
    const token = await repository.identityToken({ audience: AUDIENCE, lifetimeSeconds: -60, issuer });
    const { iss, exp } = claimsOf(token);
    expect(iss).toBe(issuer);
    expect(exp).toBeLessThan(Date.now() / 1000);
  });
});
