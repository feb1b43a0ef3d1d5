import { expect, it } from "vitest";
import { missingForTerraform } from "../../../local/terraform/terraform-binary";
import { requires } from "../../support/requires";
import { AppliedResource } from "./applied-resource";

const FILE = "github_repository_file.example";
const PATH = ".github/workflows/deploy.yml";

requires(missingForTerraform())("github_repository_file", () => {
  const file = (repository: string, changes: object) => ({
    provider: { github: [{ owner: "acme" }] },
    resource: {
      github_repository_file: {
        example: {
          repository,
          file: PATH,
          branch: "main",
          content: "on: push\n",
          ...changes,
        },
      },
    },
  });
  const applied = new AppliedResource({
    address: FILE,
    configuration: file,
    prepare: (repository) => repository.commit({ branch: "main", files: { "README.md": "shop" } }),
  });
  const head = async () =>
    (await applied.call("GET", "commits/main")).body as { sha: string; commit: { message: string } };
  const contentOf = async (path: string) => {
    const { body } = await applied.call("GET", `contents/${path}`);
    const { content } = body as { content?: string };
    return content === undefined ? undefined : Buffer.from(content, "base64").toString("utf8");
  };
  const values = async () =>
    (await applied.stack.stateResources()).find(({ address }) => address === FILE)?.values;

  it("commits the file, and has no changes afterwards", async () => {
    expect(await contentOf(PATH)).toBe("on: push\n");
    const { sha, commit } = await head();
    expect(commit.message).toBe(`Add ${PATH}`);
    expect(await values()).toMatchObject({
      id: `${applied.repository.name}/${PATH}`,
      ref: "main",
      commit_sha: sha,
      commit_message: `Add ${PATH}`,
    });
    expect(await applied.stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("commits a change in place, and goes on being without changes when others commit", async () => {
    await applied.change({ content: "on: pull_request\n" });
    expect((await applied.planned())?.actions).toEqual(["update"]);
    await applied.stack.apply();
    expect(await contentOf(PATH)).toBe("on: pull_request\n");
    expect((await head()).commit.message).toBe(`Update ${PATH}`);
    await applied.repository.commit({ branch: "main", files: { "README.md": "changed" } });
    expect(await applied.stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("commits with the message and the author of the configuration", async () => {
    await applied.change({
      content: "on: pull_request\n",
      commit_message: "Deploy",
      commit_author: "A. Uthor",
      commit_email: "a@example.invalid",
    });
    await applied.stack.apply();
    const person = { name: "A. Uthor", email: "a@example.invalid" };
    expect(await head()).toMatchObject({ commit: { message: "Deploy", author: person, committer: person } });
    expect(await applied.stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("refuses an author without an address", async () => {
    await applied.change({ content: "on: pull_request\n", commit_author: "A. Uthor" });
    await expect(applied.stack.apply()).rejects.toThrow(
      "cannot set commit_author without setting commit_email",
    );
  });

  it("is changed back when somebody changed the file, and made again when somebody removed it", async () => {
    await applied.repository.commit({ branch: "main", files: { [PATH]: "on: release\n" } });
    expect((await applied.planned())?.actions).toEqual(["update"]);
    await applied.repository.commit({ branch: "main", files: { [PATH]: null } });
    expect((await applied.planned())?.actions).toEqual(["create"]);
    await applied.stack.apply();
    expect(await contentOf(PATH)).toBe("on: push\n");
  });

  it("overwrites a file that is there only when it is told to", async () => {
    await applied.stack.run(["state", "rm", FILE]);
    await applied.change({ content: "on: pull_request\n" });
    await expect(applied.stack.apply()).rejects.toThrow("refusing to overwrite existing file");
    expect(await contentOf(PATH)).toBe("on: push\n");
    await applied.change({ content: "on: pull_request\n", overwrite_on_create: true });
    await applied.stack.apply();
    expect(await contentOf(PATH)).toBe("on: pull_request\n");
  });

  it("is replaced by another path", async () => {
    await applied.change({ file: "deploy.yml" });
    expect(await applied.planned()).toMatchObject({
      actions: ["delete", "create"],
      replace_paths: [["file"]],
    });
    await applied.stack.apply();
    expect([await contentOf(PATH), await contentOf("deploy.yml")]).toEqual([undefined, "on: push\n"]);
  });

  it("fails on a branch that is not there", async () => {
    await applied.change({ branch: "other" });
    await expect(applied.stack.apply()).rejects.toThrow("Branch not found");
  });

  it("works on the default branch where none is named", async () => {
    await applied.change({ branch: null });
    await applied.stack.apply();
    expect(await values()).toMatchObject({ ref: "main" });
    expect(await applied.stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("is imported with the commit that made it", async () => {
    const made = await values();
    await applied.repository.commit({ branch: "main", files: { "README.md": "changed" } });
    await applied.stack.run(["state", "rm", FILE]);
    await applied.stack.import(FILE, `${applied.repository.name}/${PATH}:main`);
    expect(await applied.stack.plan()).toMatchObject({ hasChanges: false });
    expect(await values()).toMatchObject({ commit_sha: made?.commit_sha, content: "on: push\n" });
  });

  it("commits that the file is gone after destroy", async () => {
    await applied.stack.destroy();
    expect(await contentOf(PATH)).toBeUndefined();
    expect(await contentOf("README.md")).toBe("shop");
  });
});
