import { describe, expect, it } from "vitest";
import { apiUrlOf, providerUrlOf } from "../../../../modules/github/github-url";

describe("a GitHub", () => {
  it.each([
    ["https://github.com", "https://api.github.com"],
    ["https://shop.ghe.com", "https://api.shop.ghe.com"],
    ["https://github.shop.example", "https://github.shop.example/api/v3"],
    ["https://github.shop.example:8443", "https://github.shop.example:8443/api/v3"],
  ])("at %s serves its API at %s", (githubUrl, apiUrl) => {
    expect(apiUrlOf(githubUrl)).toBe(apiUrl);
  });

  it.each([
    ["https://shop.ghe.com", "https://api.shop.ghe.com/"],
    // Of a GitHub Enterprise Server the provider itself adds /api/v3/.
    ["https://github.shop.example", "https://github.shop.example/"],
  ])("at %s is %s to the GitHub provider", (githubUrl, baseUrl) => {
    expect(providerUrlOf(githubUrl)).toBe(baseUrl);
  });
});
