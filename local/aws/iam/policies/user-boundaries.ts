import { AccountState } from "./account-state";

/** The permissions boundaries of users, by name: the policies' ARNs. moto has none. */
export const userBoundariesIn = new AccountState(() => new Map<string, string>());
