import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import type { SecretPlace } from "./environment";

/** What is at the secret place cannot be used. Its messages never quote it. */
export class UnusableSecret extends Error {
  override readonly name = "UnusableSecret";
}

export interface SecretClients {
  readonly ssm: Pick<SSMClient, "send">;
  readonly secretsManager: Pick<SecretsManagerClient, "send">;
}

/** Reads what is at a secret place, now. */
export function secretReader(place: SecretPlace, clients: SecretClients): () => Promise<string> {
  switch (place.type) {
    case "parameter":
      return async () => {
        const { Parameter } = await clients.ssm.send(
          new GetParameterCommand({ Name: place.name, WithDecryption: true }),
        );
        return filled(Parameter?.Value, `The parameter ${place.name}`);
      };
    case "secret":
      return async () => {
        const { SecretString } = await clients.secretsManager.send(
          new GetSecretValueCommand({ SecretId: place.id }),
        );
        const what = `The secret ${place.id}`;
        const text = filled(SecretString, what);
        return place.key === undefined
          ? text
          : filled(valueAt(text, place.key, what), `${what}, at ${place.key},`);
      };
  }
}

function filled(text: string | undefined, what: string): string {
  const trimmed = text?.trim() ?? "";
  if (trimmed === "")
    throw new UnusableSecret(`${what} is empty: put the token or the App's private key there.`);
  return trimmed;
}

function valueAt(text: string, key: string, what: string): string | undefined {
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    // What JSON.parse throws quotes the text.
    throw new UnusableSecret(
      `${what} is no JSON, but its key ${key} is to be read: leave the key out or write {"${key}": "…"}.`,
    );
  }
  const value = Object.entries(values ?? {}).find(([name]) => name === key)?.[1];
  return typeof value === "string" ? value : undefined;
}
