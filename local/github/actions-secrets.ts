import { z } from "zod";
import { actionsName } from "./actions-name";
import type { ActionsSecret } from "./actions-secret";
import { currentTime } from "./current-time";
import type { Repository } from "./repository";
import { Refusal, type Route, type RoutedRequest, repositoryOf } from "./route";
import { newSealedBox, type SealedBox } from "./sealed-box";
import { validBody } from "./valid-body";

/** The REST API of the secrets of a repository's workflows. A value is sent sealed and never told. */
export const actionsSecretRoutes: readonly Route[] = [
  ["GET", "/repos/{owner}/{repo}/actions/secrets/public-key", getPublicKey],
  [
    "GET",
    "/repos/{owner}/{repo}/actions/secrets/{name}",
    (request) => ({ status: 200, body: shown(secretOf(request)) }),
  ],
  ["PUT", "/repos/{owner}/{repo}/actions/secrets/{name}", putSecret],
  ["DELETE", "/repos/{owner}/{repo}/actions/secrets/{name}", deleteSecret],
];

const SEALED = z.object({ encrypted_value: z.base64().min(1), key_id: z.string() });

// A key is made for who asks for it, and goes with the repository.
const boxes = new WeakMap<Repository, Promise<SealedBox>>();

async function getPublicKey(request: RoutedRequest) {
  const { keyId, publicKey } = await boxOf(repositoryOf(request));
  return { status: 200, body: { key_id: keyId, key: publicKey } };
}

async function putSecret(request: RoutedRequest) {
  const repository = repositoryOf(request);
  const name = actionsName("Secret", request.parameters.name ?? "");
  const { encrypted_value, key_id } = validBody("Secret", SEALED, request.body);
  const box = await boxOf(repository);
  const value = key_id === box.keyId ? box.open(encrypted_value) : undefined;
  if (value === undefined) throw new Refusal(422, "The value was not sealed for the repository's public key");
  const before = repository.secrets.get(name);
  const now = currentTime();
  repository.secrets.set(name, { name, value, created_at: before?.created_at ?? now, updated_at: now });
  return before === undefined ? { status: 201, body: {} } : { status: 204 };
}

function deleteSecret(request: RoutedRequest) {
  repositoryOf(request).secrets.delete(secretOf(request).name);
  return { status: 204 };
}

function secretOf(request: RoutedRequest): ActionsSecret {
  const secret = repositoryOf(request).secrets.get((request.parameters.name ?? "").toUpperCase());
  if (secret === undefined) throw new Refusal(404, "Not Found");
  return secret;
}

function shown({ value: _, ...secret }: ActionsSecret): object {
  return secret;
}

function boxOf(repository: Repository): Promise<SealedBox> {
  const box = boxes.get(repository) ?? newSealedBox();
  boxes.set(repository, box);
  return box;
}
