import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type LocalGithub, startLocalGithub } from "../../../local/github/local-github";
import { LocalRepository } from "../../../local/github/local-repository";
import { callApi } from "./github-api";
import { type HookReceiver, startHookReceiver } from "./hook-receiver";

// A busy machine takes its time.
const LIMIT = { timeout: 20_000 };

const SHA = "a".repeat(40);
const OTHER_SHA = "b".repeat(40);

function signature(algorithm: string, secret: string, body: string): string {
  return `${algorithm}=${createHmac(algorithm, secret).update(body).digest("hex")}`;
}

describe("the delivery of events to webhooks", () => {
  let github: LocalGithub;
  let receiver: HookReceiver;
  let repository: LocalRepository;

  beforeEach(async () => {
    github = await startLocalGithub();
    receiver = await startHookReceiver();
    repository = new LocalRepository(github.url, "acme", "shop");
  });
  afterEach(async () => {
    await github.stop();
    await receiver.stop();
  });

  const createHook = (hook: object = {}, config: object = {}) =>
    callApi(github.url, "acme/shop", "POST", "hooks", {
      events: ["push"],
      config: { url: receiver.url, content_type: "json", secret: "s3cret", ...config },
      ...hook,
    });
  const received = (name: string) =>
    receiver.events.filter(({ headers }) => headers["x-github-event"] === name);

  it("signs a push with the hook's secret", async () => {
    await createHook();
    await repository.push({ branch: "main", sha: SHA });
    const [push] = received("push");
    const body = push?.body ?? "";
    expect(push?.headers).toMatchObject({
      "content-type": "application/json",
      "x-github-delivery": expect.stringMatching(/^[0-9a-f-]{36}$/),
      "x-hub-signature": signature("sha1", "s3cret", body),
      "x-hub-signature-256": signature("sha256", "s3cret", body),
    });
  });

  it("signs a push with another secret when told to", async () => {
    await createHook();
    await repository.push({ branch: "main", secret: "another" });
    const [push] = received("push");
    const expected = signature("sha256", "another", push?.body ?? "");
    expect(push?.headers["x-hub-signature-256"]).toBe(expected);
  });

  it("signs nothing for a hook without a secret", async () => {
    await createHook({}, { secret: "" });
    await repository.push({ branch: "main" });
    expect(received("push")[0]?.headers).not.toHaveProperty("x-hub-signature-256");
  });

  it("tells the branch, the commit and the repository", async () => {
    await createHook();
    await repository.push({ branch: "feature/a", sha: SHA });
    expect(JSON.parse(received("push")[0]?.body ?? "")).toMatchObject({
      ref: "refs/heads/feature/a",
      after: SHA,
      head_commit: { id: SHA },
      repository: { full_name: "acme/shop", owner: { login: "acme" } },
    });
  });

  it("tells the commit that was at the branch's head before", async () => {
    await createHook();
    await repository.push({ branch: "main", sha: SHA });
    await repository.push({ branch: "main", sha: OTHER_SHA });
    const pushes = received("push").map(({ body }) => JSON.parse(body));
    expect(pushes.map(({ before }) => before)).toEqual(["0".repeat(40), SHA]);
  });

  it("sends a form where the hook asks for one, signed as it is sent", async () => {
    await createHook({}, { content_type: "form" });
    await repository.push({ branch: "main", sha: SHA });
    const [push] = received("push");
    const body = push?.body ?? "";
    expect(JSON.parse(new URLSearchParams(body).get("payload") ?? "")).toMatchObject({ after: SHA });
    expect(push?.headers["x-hub-signature-256"]).toBe(signature("sha256", "s3cret", body));
  });

  it("sends a push neither to an inactive hook nor to one for other events", async () => {
    const other = await startHookReceiver();
    await createHook({ active: false });
    await createHook({ events: ["release"] }, { url: other.url });
    expect(await repository.push({ branch: "main" })).toEqual([]);
    await other.stop();
  });

  it("records what the receiver answered", async () => {
    const refusing = await startHookReceiver(401);
    await createHook({}, { url: refusing.url });
    const [delivery] = await repository.push({ branch: "main" });
    expect(delivery).toMatchObject({ event: "push", url: refusing.url, status: 401, body: "answered 401" });
    await refusing.stop();
  });

  it("records a delivery that nobody took", async () => {
    const gone = await startHookReceiver();
    await gone.stop();
    await createHook({}, { url: gone.url });
    const [delivery] = await repository.push({ branch: "main" });
    expect(delivery?.status).toBeNull();
    expect(delivery?.body).toContain("ECONNREFUSED");
  });

  it("pings a new hook", async () => {
    await createHook();
    await vi.waitFor(() => expect(received("ping")).toHaveLength(1), LIMIT);
  });

  it("makes the hook although its ping is refused", async () => {
    const gone = await startHookReceiver();
    await gone.stop();
    expect(await createHook({}, { url: gone.url })).toMatchObject({ status: 201 });
    await vi.waitFor(async () => {
      expect(await repository.deliveries()).toMatchObject([{ event: "ping", status: null }]);
    }, LIMIT);
  });

  it("refuses to push what is no commit", async () => {
    await expect(repository.push({ branch: "main", sha: "HEAD" })).rejects.toThrow(
      "40 lower-case hexadecimal",
    );
  });
});
