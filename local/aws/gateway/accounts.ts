import { z } from "zod";

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
    const query = new URLSearchParams({ "access-key": accessKey });
    const response = await fetch(`${this.motoEndpoint}/local-aws/account?${query}`);
    return (
      z
        .string()
        .nullable()
        .parse(await response.json()) ?? DEFAULT_ACCOUNT
    );
  }
}
