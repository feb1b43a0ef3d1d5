import { createHmac, randomUUID } from "node:crypto";
import type { Hook, HookDelivery } from "./hook";
import type { Repository } from "./repository";

/** An event on its way to a repository's hooks. */
export interface HookEvent {
  readonly name: string;
  readonly payload: object;
  /** Signs with this instead of the hook's own secret. */
  readonly secret?: string | undefined;
}

const TIME_LIMIT_MS = 10_000;

/** Sends a signed event to a hook and records the delivery, also one that nobody took. */
export async function deliver(repository: Repository, hook: Hook, event: HookEvent): Promise<HookDelivery> {
  const guid = randomUUID();
  const body = encodeBody(hook, event.payload);
  const answer = await post(hook.config.url, body, {
    "content-type":
      hook.config.content_type === "json" ? "application/json" : "application/x-www-form-urlencoded",
    "user-agent": "GitHub-Hookshot/local",
    "x-github-delivery": guid,
    "x-github-event": event.name,
    "x-github-hook-id": String(hook.id),
    "x-github-hook-installation-target-id": String(repository.id),
    "x-github-hook-installation-target-type": "repository",
    ...signatures(event.secret ?? hook.config.secret, body),
  });
  const delivery = { guid, hookId: hook.id, event: event.name, url: hook.config.url, ...answer };
  repository.deliveries.push(delivery);
  return delivery;
}

/** Sends an event to every active hook that asked for it. */
export async function deliverToAll(repository: Repository, event: HookEvent): Promise<HookDelivery[]> {
  const hooks = [...repository.hooks.values()].filter(
    ({ active, events }) => active && (events.includes(event.name) || events.includes("*")),
  );
  return Promise.all(hooks.map((hook) => deliver(repository, hook, event)));
}

function encodeBody(hook: Hook, payload: object): string {
  const json = JSON.stringify(payload);
  return hook.config.content_type === "json" ? json : new URLSearchParams({ payload: json }).toString();
}

function signatures(secret: string | undefined, body: string): Record<string, string> {
  if (!secret) return {};
  const hmac = (algorithm: string) => createHmac(algorithm, secret).update(body).digest("hex");
  return { "x-hub-signature": `sha1=${hmac("sha1")}`, "x-hub-signature-256": `sha256=${hmac("sha256")}` };
}

async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<Pick<HookDelivery, "status" | "body">> {
  try {
    const signal = AbortSignal.timeout(TIME_LIMIT_MS);
    const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    const cause = error instanceof Error && error.cause ? `: ${String(error.cause)}` : "";
    return { status: null, body: `failed to connect to host: ${String(error)}${cause}` };
  }
}
