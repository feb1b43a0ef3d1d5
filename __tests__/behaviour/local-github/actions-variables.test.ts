import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LocalGithub, startLocalGithub } from "../../../local/github/local-github";
import { LocalRepository } from "../../../local/github/local-repository";
import { callApi } from "./github-api";

describe("the variables of a repository's workflows", () => {
  let github: LocalGithub;
  let repository: LocalRepository;

  beforeEach(async () => {
    github = await startLocalGithub();
    repository = new LocalRepository(github.url, "acme", "shop");
  });
  afterEach(() => github.stop());

  const call = (method: string, path: string, body?: object) =>
    callApi(github.url, "acme/shop", method, `actions/variables${path}`, body);
  const create = (name: string, value: string) => call("POST", "", { name, value });

  it("are kept in upper case and found in any", async () => {
    expect(await create("aws_Region", "eu-west-1")).toEqual({ status: 201, body: {} });
    expect(await call("GET", "/Aws_region")).toMatchObject({
      status: 200,
      body: { name: "AWS_REGION", value: "eu-west-1", created_at: expect.any(String) },
    });
    expect(await repository.actionsVariables()).toEqual({ AWS_REGION: "eu-west-1" });
  });

  it("are not made twice", async () => {
    await create("A", "1");
    expect((await create("a", "2")).status).toBe(409);
    expect(await repository.actionsVariables()).toEqual({ A: "1" });
  });

  it("are changed and renamed", async () => {
    await create("A", "1");
    expect((await call("PATCH", "/A", { value: "2" })).status).toBe(204);
    expect((await call("PATCH", "/A", { name: "B" })).status).toBe(204);
    expect(await repository.actionsVariables()).toEqual({ B: "2" });
    expect((await call("PATCH", "/A", { value: "3" })).status).toBe(404);
  });

  it("are deleted once", async () => {
    await create("A", "1");
    expect((await call("DELETE", "/A")).status).toBe(204);
    expect((await call("DELETE", "/A")).status).toBe(404);
    expect(await repository.actionsVariables()).toEqual({});
  });

  it("are listed by name, page by page", async () => {
    for (const name of ["C", "A", "B"]) await create(name, "1");
    expect((await call("GET", "?per_page=2")).body).toMatchObject({
      total_count: 3,
      variables: [{ name: "A" }, { name: "B" }],
    });
  });

  it.each(["1A", "A-B", "GITHUB_A", ""])("are refused with the name %j", async (name) => {
    expect((await create(name, "1")).status).toBe(422);
  });
});
