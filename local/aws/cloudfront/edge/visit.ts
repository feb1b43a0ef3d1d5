import type { Scope } from "../../gateway/scope";
import { textIn } from "../distribution-config";
import type { Distribution } from "../distributions";
import { cacheOf } from "./cache";
import { customErrorResponse } from "./custom-error-response";
import { originOf } from "./origin";
import { readBucket } from "./read-bucket";
import { distributionThatServes } from "./routing";
import type { EdgeResponse, ViewerRequest, ViewerResponse } from "./viewer";

interface Fetched {
  readonly response: EdgeResponse;
  readonly fromCache: boolean;
}

/** Answers a viewer; the scope is CloudFront's home. */
export async function visit(scope: Scope, request: ViewerRequest): Promise<ViewerResponse> {
  const distribution = distributionThatServes(scope, request);
  const { response, fromCache } = await fetched(scope, distribution, pathOf(distribution, request));
  const isError = response.status >= 400;
  const shown = isError ? await errorShown(scope, distribution, response) : response;
  const cacheStatus = isError ? "Error" : fromCache ? "Hit" : "Miss";
  return {
    ...shown,
    headers: { ...shown.headers, "x-cache": `${cacheStatus} from cloudfront` },
    distributionId: distribution.id,
    fromCache,
  };
}

// The default root object stands for "/", and for no other folder. The query reaches neither a bucket nor the cache key.
function pathOf({ config }: Distribution, request: ViewerRequest): string {
  const [path = "/"] = request.path.split(/[?#]/);
  return path === "/" ? `/${textIn(config, "DefaultRootObject")}` : path;
}

async function fetched(scope: Scope, distribution: Distribution, path: string): Promise<Fetched> {
  const cache = cacheOf(distribution);
  const cached = cache.get(path);
  if (cached !== undefined) return { response: cached, fromCache: true };
  const origin = await originOf(scope, distribution.config, path);
  const response = await readBucket(scope, distribution, origin, path);
  if (response.status < 400) cache.set(path, response);
  return { response, fromCache: false };
}

/** The page that the distribution has for an error; where that can't be had either, what its origin says of it. */
async function errorShown(
  scope: Scope,
  distribution: Distribution,
  response: EdgeResponse,
): Promise<EdgeResponse> {
  const custom = customErrorResponse(distribution.config, response.status);
  if (custom === undefined) return response;
  const { response: page } = await fetched(scope, distribution, custom.path);
  return page.status < 400 ? { ...page, status: custom.status } : page;
}
