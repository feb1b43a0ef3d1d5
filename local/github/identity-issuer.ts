import { generateKeyPairSync, randomUUID } from "node:crypto";
import { identityClaims } from "./identity-claims";
import type { IdentitySettings } from "./identity-settings";
import { signToken } from "./json-web-token";
import type { Repository } from "./repository";

/** GitHub's OIDC provider of workflows: one key signs the tokens of all repositories. */
export class IdentityIssuer {
  readonly #keyId = randomUUID();
  #made: ReturnType<typeof newKeys> | undefined;

  /** The token of a job of one of the repository's workflows. */
  tokenOf(repository: Repository, job: IdentitySettings): string {
    return signToken(identityClaims(repository, job), this.#keys().privateKey, this.#keyId);
  }

  /** The public key as a JSON Web Key Set has it. */
  keySet(): object {
    const key = this.#keys().publicKey.export({ format: "jwk" });
    return { keys: [{ ...key, use: "sig", alg: "RS256", kid: this.#keyId }] };
  }

  // A key costs a noticeable while: it is made for who asks.
  #keys(): ReturnType<typeof newKeys> {
    this.#made ??= newKeys();
    return this.#made;
  }
}

function newKeys() {
  return generateKeyPairSync("rsa", { modulusLength: 2048 });
}
