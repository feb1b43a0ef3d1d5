import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LocalGithub, startLocalGithub } from "../../../local/github/local-github";
import { LocalRepository } from "../../../local/github/local-repository";

describe("a GitHub on a bad day", () => {
  let github: LocalGithub;
  let repository: LocalRepository;

  beforeEach(async () => {
    github = await startLocalGithub();
    repository = new LocalRepository(github.url, "acme", "shop");
  });
  afterEach(() => github.stop());

  const get = (signal?: AbortSignal) =>
    fetch(`${github.url}repos/acme/shop/hooks`, {
      headers: { authorization: "token t" },
      ...(signal ? { signal } : {}),
    });
  const statuses = async (times: number) => {
    const answers: number[] = [];
    for (let asked = 0; asked < times; asked += 1) answers.push((await get()).status);
    return answers;
  };

  it("refuses every request of a method until it answers again", async () => {
    await repository.refuse("GET", 503);
    expect(await statuses(2)).toEqual([503, 503]);
    await repository.answerAgain();
    expect(await statuses(1)).toEqual([200]);
  });

  it("refuses in turn, and then answers", async () => {
    await repository.refuseInTurn("GET", [500, 502]);
    expect(await statuses(3)).toEqual([500, 502, 200]);
  });

  it("refuses one method and answers another", async () => {
    await repository.refuse("POST", 500);
    expect(await statuses(1)).toEqual([200]);
  });

  it("says when to come again", async () => {
    const headers = { "retry-after": "7", "x-ratelimit-remaining": "0" };
    await repository.refuse("GET", { status: 403, headers, message: "API rate limit exceeded" });
    const response = await get();
    expect(Object.fromEntries(response.headers)).toMatchObject(headers);
    expect([response.status, await response.json()]).toEqual([403, { message: "API rate limit exceeded" }]);
  });

  it("does not answer at all", async () => {
    await repository.refuseInTurn("GET", ["silence"]);
    await expect(get(AbortSignal.timeout(200))).rejects.toThrow("timeout");
    expect(await statuses(1)).toEqual([200]);
  });
});
