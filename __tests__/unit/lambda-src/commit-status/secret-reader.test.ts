import type { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import type { GetParameterCommand } from "@aws-sdk/client-ssm";
import { describe, expect, it } from "vitest";
import type { SecretPlace } from "../../../../lambda-src/commit-status/environment";
import { type SecretClients, secretReader } from "../../../../lambda-src/commit-status/secret-reader";

const parameter: SecretPlace = { type: "parameter", name: "/shop/token" };
const secret: SecretPlace = { type: "secret", id: "shop/token", key: undefined };
const secretWithKey: SecretPlace = { ...secret, key: "github" };

/** Reads with clients that know one text, and records what they are asked. */
function reading(place: SecretPlace, text: string | undefined) {
  const asked: unknown[] = [];
  const clients = {
    ssm: {
      send: async ({ input }: GetParameterCommand) => {
        asked.push(input);
        return { Parameter: { Value: text } };
      },
    },
    secretsManager: {
      send: async ({ input }: GetSecretValueCommand) => {
        asked.push(input);
        return { SecretString: text };
      },
    },
  } as unknown as SecretClients;
  return { asked, value: secretReader(place, clients)() };
}

describe("a secret place", () => {
  it("may be a parameter, which is decrypted", async () => {
    const { asked, value } = reading(parameter, "ghp_token\n");
    expect(await value).toBe("ghp_token");
    expect(asked).toEqual([{ Name: "/shop/token", WithDecryption: true }]);
  });

  it("may be a secret", async () => {
    const { asked, value } = reading(secret, " ghp_token ");
    expect(await value).toBe("ghp_token");
    expect(asked).toEqual([{ SecretId: "shop/token" }]);
  });

  it("may be a key of a JSON secret", async () => {
    expect(await reading(secretWithKey, '{"other":"a","github":"ghp_token"}').value).toBe("ghp_token");
  });

  it.each([
    [parameter, undefined, "The parameter /shop/token is empty"],
    [parameter, "\n", "The parameter /shop/token is empty"],
    [secret, undefined, "The secret shop/token is empty"],
    [secretWithKey, '{"other":"ghp_token"}', "The secret shop/token, at github, is empty"],
    [secretWithKey, '{"github":1}', "The secret shop/token, at github, is empty"],
    [secretWithKey, "null", "The secret shop/token, at github, is empty"],
    [secretWithKey, '{"toString":"ghp_token"}', "The secret shop/token, at github, is empty"],
    [secretWithKey, "ghp_token", "The secret shop/token is no JSON, but its key github is to be read"],
  ])("%j that holds %j is an error that does not show it", async (place, text, message) => {
    const error: Error = await reading(place, text).value.then(
      () => new Error("nothing was thrown"),
      (thrown) => thrown,
    );
    expect(error).toMatchObject({ name: "UnusableSecret", message: expect.stringContaining(message) });
    expect(`${error.message}${error.stack}`).not.toContain("ghp_");
  });
});
