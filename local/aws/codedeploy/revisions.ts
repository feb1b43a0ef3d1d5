import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";
import type { Revision } from "./deployment";
import { sha256Of } from "./shown-deployment";

// By application.
const revisionsIn = new ScopedState(() => new Map<string, Revision[]>());

/** Notes a revision of an application, so that its content can be asked for. */
export function registerRevision(scope: Scope, applicationName: string, revision: Revision): void {
  const known = revisionsIn.of(scope).get(applicationName) ?? [];
  revisionsIn.of(scope).set(applicationName, [...known, revision]);
}

/** The revision that this one describes, with its content. */
export function registeredRevision(scope: Scope, applicationName: string, asked: Revision): Revision {
  const found = (revisionsIn.of(scope).get(applicationName) ?? []).findLast((known) => isSame(known, asked));
  if (found !== undefined) return found;
  throw new AwsError(
    "RevisionDoesNotExistException",
    "The named revision does not exist with the user account.",
  );
}

function isSame(known: Revision, asked: Revision): boolean {
  const content = known.appSpecContent?.content;
  if (content !== undefined) {
    const { content: given, sha256 } = asked.appSpecContent ?? {};
    return given === content || sha256 === sha256Of(content);
  }
  const [one, other] = [known.s3Location, asked.s3Location];
  return one?.bucket === other?.bucket && one?.key === other?.key && one?.version === other?.version;
}
