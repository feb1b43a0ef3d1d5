import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type LocalGithub, startLocalGithub } from "../../../local/github/local-github";
import { LocalRepository } from "../../../local/github/local-repository";
import { missingForTerraform } from "../../../local/terraform/terraform-binary";
import { requires } from "../../support/requires";
import { closeStacks, openStack } from "../local-terraform/open-stack";

requires(missingForTerraform())("the provider github", () => {
  let github: LocalGithub;
  beforeAll(async () => {
    github = await startLocalGithub();
  });
  afterAll(() => github.stop());
  afterEach(closeStacks);

  const withProvider = (provider: object, environment: Record<string, string> = {}) =>
    openStack(
      {
        provider: { github: [provider] },
        resource: {
          github_repository_webhook: {
            example: {
              repository: "shop",
              events: ["push"],
              configuration: { url: `https://example.com/${crypto.randomUUID()}` },
            },
          },
        },
      },
      { environment },
    );

  const hooksOf = (owner: string) => new LocalRepository(github.url, owner, "shop").hooks();

  it("takes its address and token from the configuration", async () => {
    const stack = await withProvider({ base_url: github.url, token: "a-token", owner: "configured" });
    await stack.apply();
    expect(await hooksOf("configured")).toHaveLength(1);
  });

  it("takes its address and token from the environment of the terraform run", async () => {
    const environment = { GITHUB_BASE_URL: github.url, GITHUB_TOKEN: "a-token" };
    const stack = await withProvider({ owner: "from-environment" }, environment);
    await stack.apply();
    expect(await hooksOf("from-environment")).toHaveLength(1);
  });

  it("lets GITHUB_OWNER override the configuration's owner", async () => {
    const environment = { GITHUB_BASE_URL: github.url, GITHUB_TOKEN: "a-token", GITHUB_OWNER: "overriding" };
    const stack = await withProvider({ owner: "overridden" }, environment);
    await stack.apply();
    expect(await hooksOf("overriding")).toHaveLength(1);
    expect(await hooksOf("overridden")).toEqual([]);
  });

  it("takes the token's user for the owner where none is named", async () => {
    const stack = await withProvider({}, { GITHUB_BASE_URL: github.url, GITHUB_TOKEN: "a-token" });
    await stack.apply();
    expect(await hooksOf("local-github")).toHaveLength(1);
  });

  it("refuses a write_delay_ms of 0", async () => {
    const stack = await withProvider({
      base_url: github.url,
      token: "a-token",
      owner: "acme",
      write_delay_ms: 0,
    });
    await expect(stack.plan()).rejects.toThrow("write_delay_ms must be greater than 0ms");
  });

  it("refuses a base_url that is no address", async () => {
    const stack = await withProvider({ base_url: "example.com", token: "a-token", owner: "acme" });
    await expect(stack.plan()).rejects.toThrow("base_url must be absolute");
  });

  it("fails where nobody answers at its address", async () => {
    const gone = await startLocalGithub();
    await gone.stop();
    const stack = await withProvider({ base_url: gone.url, token: "a-token", owner: "acme" });
    await expect(stack.apply()).rejects.toThrow(/POST http.*ECONNREFUSED/);
  });
});
