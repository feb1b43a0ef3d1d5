import { generateKeyPairSync, randomInt } from "node:crypto";
import { z } from "zod";
import type { RoutedRequest } from "./route";

const APP = z.object({
  appId: z.number().int().positive().optional(),
  clientId: z.string().min(1).optional(),
  slug: z.string().min(1).optional(),
  publicKey: z.string().min(1).optional(),
  permissions: z.record(z.string(), z.enum(["read", "write"])).optional(),
  installations: z.array(
    z.object({
      id: z.number().int().positive().optional(),
      owner: z.string().min(1),
      repositories: z.array(z.string().min(1)).optional(),
    }),
  ),
  tokenLifetimeSeconds: z.number().positive().optional(),
});

const TOKEN_LIFETIME_SECONDS = 3600;

/** Makes an app and installs it. Without a public key it gets a pair, of which the private one is told here only. */
export function registerApp({ body, apps }: RoutedRequest) {
  const { installations, publicKey, ...given } = APP.parse(body);
  const pair = publicKey === undefined ? newKeyPair() : { publicKey };
  const appId = given.appId ?? randomInt(1, 2 ** 31);
  const app = {
    appId,
    clientId: given.clientId ?? `Iv1.${appId}`,
    slug: given.slug ?? `app-${appId}`,
    publicKey: pair.publicKey,
    permissions: given.permissions ?? { statuses: "write" as const },
    tokenLifetimeSeconds: given.tokenLifetimeSeconds ?? TOKEN_LIFETIME_SECONDS,
  };
  const installed = apps.register(
    app,
    installations.map(({ id, owner, repositories }) => ({ id, owner, repositories })),
  );
  const shown = installed.map(({ id, owner }) => ({ id, owner }));
  const told = { appId, slug: app.slug, installations: shown };
  return { status: 200, body: "privateKey" in pair ? { ...told, privateKey: pair.privateKey } : told };
}

// GitHub's own private keys are PKCS#1.
function newKeyPair() {
  return generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
}
