import { z } from "zod";
import type { Hook } from "./hook";
import { deliver } from "./hook-delivery";
import { pingPayload } from "./payloads";
import { Refusal, type Route, type RoutedRequest, repositoryOf } from "./route";
import { validBody } from "./valid-body";

/** The REST API of repository webhooks. The secret is never told. */
export const repositoryWebhookRoutes: readonly Route[] = [
  ["GET", "/repos/{owner}/{repo}/hooks", listHooks],
  ["POST", "/repos/{owner}/{repo}/hooks", createHook],
  [
    "GET",
    "/repos/{owner}/{repo}/hooks/{id}",
    (request) => ({ status: 200, body: shown(request, hookOf(request)) }),
  ],
  ["PATCH", "/repos/{owner}/{repo}/hooks/{id}", updateHook],
  ["DELETE", "/repos/{owner}/{repo}/hooks/{id}", deleteHook],
];

const CONFIG = z.object({
  url: z.string().min(1),
  content_type: z
    .enum(["json", "form", ""])
    .default("form")
    .transform((type) => type || "form"),
  insecure_ssl: z
    .union([z.string(), z.number()])
    .default("0")
    .transform((flag) => String(flag)),
  secret: z.string().optional(),
});

const NEW_HOOK = z.object({
  name: z.literal("web").default("web"),
  active: z.boolean().default(true),
  events: z.array(z.string()).default(["push"]),
  config: CONFIG,
});

const CHANGED_HOOK = z.object({
  active: z.boolean().optional(),
  events: z.array(z.string()).optional(),
  config: CONFIG.optional(),
});

let lastId = 100_000_000;

function listHooks(request: RoutedRequest) {
  const hooks = [...repositoryOf(request).hooks.values()];
  return { status: 200, body: hooks.map((hook) => shown(request, hook)) };
}

function createHook(request: RoutedRequest) {
  const repository = repositoryOf(request);
  const { active, events, config } = validBody("Hook", NEW_HOOK, request.body);
  if ([...repository.hooks.values()].some((hook) => hook.config.url === config.url)) {
    const message = "Hook already exists on this repository";
    throw new Refusal(422, "Validation Failed", [{ resource: "Hook", code: "custom", message }]);
  }
  lastId += 1;
  const now = new Date().toISOString();
  const hook: Hook = {
    id: lastId,
    active,
    events,
    config: withoutEmptySecret(config),
    created_at: now,
    updated_at: now,
  };
  repository.hooks.set(hook.id, hook);
  const ping = { name: "ping", payload: pingPayload(repository, hook) };
  return { status: 201, body: shown(request, hook), afterwards: () => deliver(repository, hook, ping) };
}

function updateHook(request: RoutedRequest) {
  const hook = hookOf(request);
  const { active, events, config } = validBody("Hook", CHANGED_HOOK, request.body);
  const changed: Hook = {
    ...hook,
    active: active ?? hook.active,
    events: events ?? hook.events,
    // A config replaces the whole one: left out of it, the secret is removed.
    config: config ? withoutEmptySecret(config) : hook.config,
    updated_at: new Date().toISOString(),
  };
  repositoryOf(request).hooks.set(hook.id, changed);
  return { status: 200, body: shown(request, changed) };
}

function deleteHook(request: RoutedRequest) {
  repositoryOf(request).hooks.delete(hookOf(request).id);
  return { status: 204 };
}

function hookOf(request: RoutedRequest): Hook {
  const hook = repositoryOf(request).hooks.get(Number(request.parameters.id));
  if (!hook) throw new Refusal(404, "Not Found");
  return hook;
}

function withoutEmptySecret({ secret, ...config }: z.output<typeof CONFIG>): Hook["config"] {
  return secret ? { ...config, secret } : config;
}

function shown({ apiRoot, parameters }: RoutedRequest, hook: Hook): object {
  const url = `${apiRoot}/repos/${parameters.owner}/${parameters.repo}/hooks/${hook.id}`;
  const config = hook.config.secret ? { ...hook.config, secret: "********" } : hook.config;
  return {
    type: "Repository",
    name: "web",
    ...hook,
    config,
    url,
    test_url: `${url}/test`,
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
    last_response: { code: null, status: "unused", message: null },
  };
}
