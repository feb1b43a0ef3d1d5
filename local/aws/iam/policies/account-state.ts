import type { Scope } from "../../gateway/scope";
import { ScopedState } from "../../gateway/scoped-state";

// IAM has one state per account, whatever region a request names.
const EVERY_REGION = "every-region";

/** State of an account that is the same in every region. */
export class AccountState<T> {
  readonly #state: ScopedState<T>;

  constructor(create: () => T) {
    this.#state = new ScopedState(create);
  }

  of(scope: Scope, accountId = scope.accountId): T {
    return this.#state.of(scope.inAccount(accountId).inRegion(EVERY_REGION));
  }
}
