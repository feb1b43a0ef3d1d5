import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type LocalGithub, startLocalGithub } from "../../../local/github/local-github";
import { LocalRepository } from "../../../local/github/local-repository";
import { missingForTerraform } from "../../../local/terraform/terraform-binary";
import type { Workspace } from "../../../local/terraform/workspace";
import { requires } from "../../support/requires";
import { callApi } from "../local-github/github-api";
import { closeStacks, openStack } from "../local-terraform/open-stack";
import { writeStack } from "../local-terraform/stack-folder";

const FILE = "github_repository_file.example";
const PATH = ".github/workflows/deploy.yml";

requires(missingForTerraform())("github_repository_file", () => {
  let github: LocalGithub;
  let stack: Workspace;
  let repository: LocalRepository;

  beforeAll(async () => {
    github = await startLocalGithub();
  });
  afterAll(() => github.stop());

  const file = (changes: object = {}) => ({
    provider: { github: [{ owner: "acme" }] },
    resource: {
      github_repository_file: {
        example: {
          repository: repository.name,
          file: PATH,
          branch: "main",
          content: "on: push\n",
          ...changes,
        },
      },
    },
  });

  beforeEach(async ({ task }) => {
    repository = new LocalRepository(github.url, "acme", `shop-${task.id}`);
    await repository.commit({ branch: "main", files: { "README.md": "shop" } });
    stack = await openStack(file(), {
      environment: { GITHUB_BASE_URL: github.url, GITHUB_TOKEN: "a-token" },
    });
    await stack.apply();
  });
  afterEach(closeStacks);

  const change = (changes: object) => writeStack(stack.folder, file(changes));
  const call = (method: string, path: string, body?: object) =>
    callApi(github.url, `acme/${repository.name}`, method, path, body);
  const head = async () =>
    (await call("GET", "commits/main")).body as { sha: string; commit: { message: string } };
  const contentOf = async (path: string) => {
    const { body } = await call("GET", `contents/${path}`);
    const { content } = body as { content?: string };
    return content === undefined ? undefined : Buffer.from(content, "base64").toString("utf8");
  };
  const values = async () => (await stack.stateResources()).find(({ address }) => address === FILE)?.values;
  const planned = async () => {
    await stack.plan();
    const { resource_changes: changes = [] } = await stack.planJson();
    return changes.find(({ address }) => address === FILE)?.change;
  };

  it("commits the file, and has no changes afterwards", async () => {
    expect(await contentOf(PATH)).toBe("on: push\n");
    const { sha, commit } = await head();
    expect(commit.message).toBe(`Add ${PATH}`);
    expect(await values()).toMatchObject({
      id: `${repository.name}/${PATH}`,
      ref: "main",
      commit_sha: sha,
      commit_message: `Add ${PATH}`,
    });
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("commits a change in place, and goes on being without changes when others commit", async () => {
    await change({ content: "on: pull_request\n" });
    expect((await planned())?.actions).toEqual(["update"]);
    await stack.apply();
    expect(await contentOf(PATH)).toBe("on: pull_request\n");
    expect((await head()).commit.message).toBe(`Update ${PATH}`);
    await repository.commit({ branch: "main", files: { "README.md": "changed" } });
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("commits with the message and the author of the configuration", async () => {
    await change({
      content: "on: pull_request\n",
      commit_message: "Deploy",
      commit_author: "A. Uthor",
      commit_email: "a@example.invalid",
    });
    await stack.apply();
    const person = { name: "A. Uthor", email: "a@example.invalid" };
    expect(await head()).toMatchObject({ commit: { message: "Deploy", author: person, committer: person } });
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("refuses an author without an address", async () => {
    await change({ content: "on: pull_request\n", commit_author: "A. Uthor" });
    await expect(stack.apply()).rejects.toThrow("cannot set commit_author without setting commit_email");
  });

  it("is changed back when somebody changed the file, and made again when somebody removed it", async () => {
    await repository.commit({ branch: "main", files: { [PATH]: "on: release\n" } });
    expect((await planned())?.actions).toEqual(["update"]);
    await repository.commit({ branch: "main", files: { [PATH]: null } });
    expect((await planned())?.actions).toEqual(["create"]);
    await stack.apply();
    expect(await contentOf(PATH)).toBe("on: push\n");
  });

  it("overwrites a file that is there only when it is told to", async () => {
    await stack.run(["state", "rm", FILE]);
    await change({ content: "on: pull_request\n" });
    await expect(stack.apply()).rejects.toThrow("refusing to overwrite existing file");
    expect(await contentOf(PATH)).toBe("on: push\n");
    await change({ content: "on: pull_request\n", overwrite_on_create: true });
    await stack.apply();
    expect(await contentOf(PATH)).toBe("on: pull_request\n");
  });

  it("is replaced by another path", async () => {
    await change({ file: "deploy.yml" });
    expect(await planned()).toMatchObject({ actions: ["delete", "create"], replace_paths: [["file"]] });
    await stack.apply();
    expect([await contentOf(PATH), await contentOf("deploy.yml")]).toEqual([undefined, "on: push\n"]);
  });

  it("fails on a branch that is not there", async () => {
    await change({ branch: "other" });
    await expect(stack.apply()).rejects.toThrow("Branch not found");
  });

  it("works on the default branch where none is named", async () => {
    await change({ branch: null });
    await stack.apply();
    expect(await values()).toMatchObject({ ref: "main" });
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("is imported with the commit that made it", async () => {
    const made = await values();
    await repository.commit({ branch: "main", files: { "README.md": "changed" } });
    await stack.run(["state", "rm", FILE]);
    await stack.import(FILE, `${repository.name}/${PATH}:main`);
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
    expect(await values()).toMatchObject({ commit_sha: made?.commit_sha, content: "on: push\n" });
  });

  it("commits that the file is gone after destroy", async () => {
    await stack.destroy();
    expect(await contentOf(PATH)).toBeUndefined();
    expect(await contentOf("README.md")).toBe("shop");
  });
});
