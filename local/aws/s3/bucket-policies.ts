import { AccountState } from "../iam/policies/account-state";

/** The policies of an account's buckets, in JSON, by the bucket's name. */
export const bucketPoliciesIn = new AccountState(() => new Map<string, string>());
