import { expect, it } from "vitest";
import { CALL_AWS, createFunction, invoke } from "./functions";
import { onLocalAws } from "./on-local-aws";

/** Fetches what the event says, as a URL or as a request, and tells what came of it. */
const FETCH = `
const asked = ({ url, method, body, as }) => {
  const init = { method, body, headers: { authorization: "Bearer a-token" } };
  return as === "request" ? fetch(new Request(url, init)) : fetch(url, init);
};
exports.handler = async (event) => {
  const response = await asked(event);
  return { status: response.status, body: await response.json() };
};`;

onLocalAws("a function that fetches", (newAccount, { repository }) => {
  it.each([
    ["github.com", "https://api.github.com"],
    ["a GitHub Enterprise Server", "https://github.example.com/api/v3"],
    ["a GitHub with data residency", "https://api.octocorp.ghe.com"],
  ])("reaches the local GitHub as %s", async (_, api) => {
    const account = newAccount();
    const name = `shop-${account.accountId}`;
    const { sha } = await repository(`acme/${name}`).commit({ branch: "main", files: { a: "1" } });
    await createFunction(account, FETCH);
    const url = `${api}/repos/acme/${name}/statuses/${sha}`;
    const body = JSON.stringify({ state: "success", context: "by-function" });
    for (const as of ["url", "request"]) {
      const { payload } = await invoke(account, { url, as, method: "POST", body });
      expect(payload).toMatchObject({ status: 201 });
    }
    const made = await repository(`acme/${name}`).statuses(sha);
    expect(made.map(({ context }) => context)).toEqual(["by-function", "by-function"]);
    const read = { url: `${api}/repos/acme/${name}/commits/${sha}/status?per_page=100`, method: "GET" };
    expect((await invoke(account, read)).payload).toMatchObject({
      body: { state: "success", total_count: 1 },
    });
  });

  it("reaches AWS at its endpoint", async () => {
    const account = newAccount();
    const code = `${CALL_AWS}
      exports.handler = async () => (await call("ssm", "AmazonSSM.GetParameter", { Name: "/word", WithDecryption: true })).Parameter.Value`;
    await account.createSsmParameter({ name: "/word", value: "hello" });
    await createFunction(account, code, { actions: ["ssm:GetParameter", "kms:Decrypt"] });
    expect((await invoke(account)).payload).toBe("hello");
  });

  it("reaches nothing else, and is told so", async () => {
    const account = newAccount();
    await createFunction(account, FETCH);
    for (const url of [
      "https://example.com/x",
      "https://sqs.eu-west-1.amazonaws.com/",
      "https://github.com/acme/shop",
    ]) {
      const { payload } = await invoke(account, { url, method: "GET" });
      expect(payload).toMatchObject({
        errorType: "TypeError",
        errorMessage: `The bench lets functions reach AWS and GitHub only, not ${new URL(url).origin}. AWS is where AWS_ENDPOINT_URL says.`,
      });
    }
  });
});
