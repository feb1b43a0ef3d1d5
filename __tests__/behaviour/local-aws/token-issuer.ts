import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { createServer, type Server } from "node:http";

export const ISSUER = "https://token.actions.githubusercontent.com";

const KEY_ID = "key-of-the-issuer";

/** An issuer of tokens that serves its keys where the local AWS looks for those of GitHub. */
export class TokenIssuer {
  readonly #keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  readonly #server: Server = createServer((_request, response) => {
    const key = { ...this.#keys.publicKey.export({ format: "jwk" }), kid: KEY_ID, alg: "RS256", use: "sig" };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ keys: [key] }));
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("The issuer has no port.");
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** A token of a job on the branch `main` of `shop/app`, with other claims where some are given. */
  token(claims: object = {}, key: KeyObject = this.#keys.privateKey, kid = KEY_ID): string {
    const said = {
      iss: ISSUER,
      sub: "repo:shop/app:ref:refs/heads/main",
      aud: "sts.amazonaws.com",
      exp: Math.floor(Date.now() / 1000) + 300,
      repository: "shop/app",
      ...claims,
    };
    const parts = [{ alg: "RS256", typ: "JWT", kid }, said];
    const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
    return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), key).toString("base64url")}`;
  }
}
