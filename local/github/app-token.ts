import type { App } from "./app";
import { claimsOf, isSignedBy } from "./json-web-token";
import { Refusal, type RoutedRequest } from "./route";

const LONGEST_SECONDS = 600;
// GitHub's clock and the app's may be a little apart.
const DRIFT_SECONDS = 60;

/** The app whose own token a request came with: signed by its key, and for ten minutes at most. */
export function authenticatedApp({ token, apps }: RoutedRequest): App {
  const claims = claimsOf(token);
  if (claims === undefined) throw new Refusal(401, "A JSON web token could not be decoded");
  const { iss, iat, exp } = claims;
  const now = Date.now() / 1000;
  if (typeof exp !== "number" || exp <= now) {
    throw new Refusal(401, "'Expiration time' claim ('exp') must be a time in the future");
  }
  if (exp > now + LONGEST_SECONDS) {
    throw new Refusal(401, "'Expiration time' claim ('exp') is too far in the future");
  }
  if (typeof iat !== "number" || iat > now + DRIFT_SECONDS) {
    throw new Refusal(401, "'Issued at' claim ('iat') must be a time in the past");
  }
  const app = apps.app(String(iss));
  if (app === undefined) throw new Refusal(404, "Integration not found");
  if (!isSignedBy(token, app.publicKey)) throw new Refusal(401, "A JSON web token could not be decoded");
  return app;
}
