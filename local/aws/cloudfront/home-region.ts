import type { Scope } from "../gateway/scope";
import type { Operation } from "../gateway/service";

// CloudFront has no regions: whatever region a request is signed for, there is one state per account.
const HOME = "us-east-1";

/** The scope that holds all that is CloudFront's in an account. */
export function homeOf(scope: Scope): Scope {
  return scope.inRegion(HOME);
}

/** An operation of CloudFront, answered in its home region. */
export function globalOperation(because: string, answer: Operation["answer"]): Operation {
  return { because, answer: (request, scope, caller) => answer(request, homeOf(scope), caller) };
}
