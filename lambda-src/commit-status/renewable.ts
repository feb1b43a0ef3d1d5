import { GithubUnauthorized } from "./github-errors";

/** Something secret that is kept for a while and can be had anew. */
export interface Renewable {
  value(): Promise<string>;
  /** Makes the next value a new one. */
  forget(): void;
}

/** Calls with a value; if GitHub does not know it, once more with a new one: it may have been rotated. */
export async function withRenewal<T>(renewable: Renewable, call: (value: string) => Promise<T>): Promise<T> {
  const value = await renewable.value();
  try {
    return await call(value);
  } catch (error) {
    if (!(error instanceof GithubUnauthorized)) throw error;
    renewable.forget();
    const renewed = await renewable.value();
    if (renewed === value) throw error;
    return call(renewed);
  }
}
