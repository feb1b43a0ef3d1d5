// What a function reaches by fetch: AWS at its endpoint, and for any GitHub the one on this machine.
const LOCAL_HOSTS = new Set(["127.0.0.1", "localhost", "[::1]"]);

// GitHub's API by its addresses: at the root of a host of its own, or below /api/v3 of an enterprise's.
function pathOfGithub({ hostname, pathname }) {
  if (hostname === "api.github.com" || /^api\.[^.]+\.ghe\.com$/.test(hostname)) return pathname;
  return pathname.startsWith("/api/v3/") ? pathname : undefined;
}

function reachable(url, githubUrl) {
  if (!/^https?:$/.test(url.protocol) || LOCAL_HOSTS.has(url.hostname)) return url;
  const path = pathOfGithub(url);
  if (path === undefined) {
    throw new TypeError(
      `The bench lets functions reach AWS and GitHub only, not ${url.origin}. AWS is where AWS_ENDPOINT_URL says.`,
    );
  }
  if (githubUrl === undefined) {
    throw new TypeError(`This local AWS was started without a GitHub, which ${url.origin} would be.`);
  }
  return new URL(`${path}${url.search}`, githubUrl);
}

/** A fetch that leads requests to where they belong on the bench. */
export function reachableFetch(fetch, githubUrl) {
  return async (input, init) => {
    const isRequest = input instanceof Request;
    const url = new URL(isRequest ? input.url : input);
    const reached = reachable(url, githubUrl);
    if (reached === url) return fetch(input, init);
    return fetch(isRequest ? new Request(reached, input) : reached, init);
  };
}
