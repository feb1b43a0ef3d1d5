import { elementText } from "../client/xml";

const DEFAULT_ACCOUNT = "123456789012";

/** Which account an access key belongs to: a key of 12 digits is the account itself, others are asked of moto. */
export class Accounts {
  readonly #known = new Map<string, Promise<string>>();

  constructor(private readonly motoEndpoint: string) {}

  async of(accessKey: string): Promise<string> {
    if (/^\d{12}$/.test(accessKey)) return accessKey;
    const asked = this.#known.get(accessKey) ?? this.#ask(accessKey);
    this.#known.set(accessKey, asked);
    return asked;
  }

  async #ask(accessKey: string): Promise<string> {
    const credential = `${accessKey}/20260101/us-east-1/sts/aws4_request`;
    const response = await fetch(this.motoEndpoint, {
      method: "POST",
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`,
      },
      body: new URLSearchParams({ Action: "GetCallerIdentity", Version: "2011-06-15" }),
    });
    return elementText(await response.text(), "Account") ?? DEFAULT_ACCOUNT;
  }
}
