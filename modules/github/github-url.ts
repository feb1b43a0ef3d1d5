import type { Finding } from "../findings/finding";
import { invalidGithubUrl } from "../findings/git-errors";

/** Where GitHub is, unless somebody says otherwise. */
export const githubDotCom = "https://github.com";

/** Where a GitHub serves its REST API (GitHub: Getting started with the REST API; GitHub Enterprise Server; GHE.com). */
export function apiUrlOf(githubUrl: string): string {
  const { protocol, host } = new URL(githubUrl);
  const isHosted = host === "github.com" || host.endsWith(".ghe.com");
  return isHosted ? `${protocol}//api.${host}` : `${protocol}//${host}/api/v3`;
}

/** The same as the GitHub provider wants to be told it: where the API is below `/api/v3`, it adds that (GitHub provider: base_url). */
export function providerUrlOf(githubUrl: string): string {
  return `${apiUrlOf(githubUrl).replace(/\/api\/v3$/, "")}/`;
}

/** What is no address of a GitHub: a host with https, and nothing after it. */
export function githubUrlFindings(property: string, got: string | undefined): readonly Finding[] {
  return got === undefined || isGithubUrl(got) ? [] : invalidGithubUrl(property, got);
}

/** Whether a text is a host with https, and nothing after it. */
export const isGithubUrl = (text: string): boolean =>
  /^https:\/\/[A-Za-z0-9.-]+(:\d+)?$/.test(text) && URL.canParse(text);
