import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalGithub, startLocalGithub } from "../../../local/github/local-github";
import { LocalRepository } from "../../../local/github/local-repository";
import { callApi } from "./github-api";

const URL_OF_NOBODY = "http://127.0.0.1:9/trigger";

describe("the API of repository webhooks", () => {
  let github: LocalGithub;
  beforeAll(async () => {
    github = await startLocalGithub();
  });
  afterAll(() => github.stop());

  const call = (repository: string, method: string, path: string, body?: object) =>
    callApi(github.url, repository, method, path, body);
  const create = (repository: string, config: object = {}) =>
    call(repository, "POST", "hooks", { config: { url: URL_OF_NOBODY, ...config } });
  const idOf = ({ body }: { body: unknown }) => (body as { id: number }).id;

  it("refuses a request without a token", async () => {
    const response = await fetch(`${github.url}api/v3/repos/acme/shop/hooks`);
    expect([response.status, await response.json()]).toEqual([401, { message: "Requires authentication" }]);
  });

  it("answers without the prefix of GitHub Enterprise too", async () => {
    const response = await fetch(`${github.url}repos/acme/none/hooks`, {
      headers: { authorization: "token t" },
    });
    expect([response.status, await response.json()]).toEqual([200, []]);
  });

  it("fills in GitHub's defaults", async () => {
    const { status, body } = await create("acme/defaults");
    expect(status).toBe(201);
    const config = { url: URL_OF_NOBODY, content_type: "form", insecure_ssl: "0" };
    expect(body).toMatchObject({ name: "web", active: true, events: ["push"], config });
  });

  it("never tells a secret", async () => {
    const created = await create("acme/secret", { secret: "s3cret" });
    const read = await call("acme/secret", "GET", `hooks/${idOf(created)}`);
    const listed = await call("acme/secret", "GET", "hooks");
    expect(JSON.stringify([created, read, listed])).not.toContain("s3cret");
    expect(read.body).toMatchObject({ config: { secret: "********" } });
  });

  it("shows a test the real secret", async () => {
    await create("acme/told", { secret: "s3cret" });
    const [hook] = await new LocalRepository(github.url, "acme", "told").hooks();
    expect(hook?.config.secret).toBe("s3cret");
  });

  it("refuses requests of one method about one repository while a test wants that", async () => {
    const repository = new LocalRepository(github.url, "acme", "moody");
    await repository.refuse("PATCH", 500);
    const id = idOf(await create("acme/moody"));
    expect(await call("acme/moody", "PATCH", `hooks/${id}`, {})).toMatchObject({ status: 500 });
    expect(await call("acme/moody", "GET", `hooks/${id}`)).toMatchObject({ status: 200 });
    const other = idOf(await create("acme/even-tempered"));
    expect(await call("acme/even-tempered", "PATCH", `hooks/${other}`, {})).toMatchObject({ status: 200 });
    await repository.answerAgain();
    expect(await call("acme/moody", "PATCH", `hooks/${id}`, {})).toMatchObject({ status: 200 });
  });

  it("refuses a second hook with the same url", async () => {
    await create("acme/twice");
    const { status, body } = await create("acme/twice");
    expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining("Hook already exists")]);
  });

  it("refuses a hook without a url and names the field", async () => {
    const { status, body } = await call("acme/shop", "POST", "hooks", { config: {} });
    expect(status).toBe(422);
    expect(body).toMatchObject({ message: "Validation Failed", errors: [{ field: "config.url" }] });
  });

  it("removes a secret that a changed config leaves out", async () => {
    const created = await create("acme/removed", { secret: "s3cret" });
    await call("acme/removed", "PATCH", `hooks/${idOf(created)}`, { config: { url: URL_OF_NOBODY } });
    const [hook] = await new LocalRepository(github.url, "acme", "removed").hooks();
    expect(hook?.config).not.toHaveProperty("secret");
  });

  it("keeps the config when a change names none", async () => {
    const created = await create("acme/kept", { secret: "s3cret" });
    await call("acme/kept", "PATCH", `hooks/${idOf(created)}`, { active: false });
    const [hook] = await new LocalRepository(github.url, "acme", "kept").hooks();
    expect(hook).toMatchObject({ active: false, config: { secret: "s3cret" } });
  });

  it("answers 404 for a hook that was deleted", async () => {
    const id = idOf(await create("acme/deleted"));
    expect((await call("acme/deleted", "DELETE", `hooks/${id}`)).status).toBe(204);
    expect((await call("acme/deleted", "GET", `hooks/${id}`)).status).toBe(404);
    expect((await call("acme/deleted", "DELETE", `hooks/${id}`)).status).toBe(404);
  });

  it("keeps repositories of one name apart by owner", async () => {
    await create("one/shop");
    expect((await call("other/shop", "GET", "hooks")).body).toEqual([]);
  });

  it("says which call it does not know", async () => {
    const { status, body } = await call("acme/shop", "GET", "topics");
    expect([status, JSON.stringify(body)]).toEqual([
      404,
      expect.stringContaining("GET /repos/acme/shop/topics"),
    ]);
  });
});
