import type { Renewable } from "./renewable";
import type { Repository } from "./revision";
import { UnusableSecret } from "./secret-reader";

/** The token for a repository. */
export type TokenOf = (repository: Repository) => Renewable;

/** One token for every repository: what is read is that token. */
export function readToken(secret: Renewable): TokenOf {
  const token = {
    value: async () => usable(await secret.value()),
    forget: () => secret.forget(),
  };
  return () => token;
}

/** What fetch throws about a header that it cannot send quotes the header. */
function usable(token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new UnusableSecret(
    "The token holds spaces, line breaks or letters that no token has. Put the token alone there; for a GitHub App's " +
      "private key the App's ID has to be set too, and for a JSON secret its key.",
  );
}
