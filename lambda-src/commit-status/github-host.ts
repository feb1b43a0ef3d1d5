/** The host whose commits an API serves: `github.com`, a GitHub Enterprise Server, or a domain of ghe.com. */
export function githubHost(apiUrl: string): string {
  const { host } = new URL(apiUrl);
  return host === "api.github.com" || host.endsWith(".ghe.com") ? host.replace(/^api\./, "") : host;
}
