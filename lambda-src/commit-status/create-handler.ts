import { CommitStatuses } from "./commit-statuses";
import type { Environment, Level } from "./environment";
import { endsSource, type StateChange, stateChange } from "./event";
import type { Execution, ReadExecution } from "./execution";
import { Github } from "./github";
import { appToken } from "./github-app";
import { githubHost } from "./github-host";
import type { Log } from "./log";
import { partStatus } from "./part-status";
import { pipelineStatus, pipelineStatusNow } from "./pipeline-status";
import type { Commit } from "./revision";
import { Secret } from "./secret";
import { settleStatus } from "./settle-status";
import type { Sleep } from "./sleep";
import { sourceCommit } from "./source-commit";
import { statusOfEvent } from "./states";
import { readToken, type TokenOf } from "./token";

export interface Dependencies {
  readonly environment: Environment;
  readonly readExecution: ReadExecution;
  /** The token, or the private key of the GitHub App. */
  readonly readSecret: () => Promise<string>;
  readonly fetch: typeof fetch;
  readonly sleep: Sleep;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Log;
}

/** What of Lambda's context is used. */
export interface InvocationContext {
  readonly awsRequestId?: string;
}

export type Handler = (event: unknown, context?: InvocationContext) => Promise<void>;

/** The function: an event of CodePipeline's in, a status at GitHub out. It throws whatever keeps the status from being right. */
export function createHandler(dependencies: Dependencies): Handler {
  const { environment, log, now } = dependencies;
  const github = new Github({ ...dependencies, apiUrl: environment.githubApiUrl }, log);
  const secret = new Secret(dependencies.readSecret, now);
  const statuses = new CommitStatuses(github, tokens(environment, secret, github, now));

  const tell = async (event: unknown) => {
    let fields = {};
    try {
      const change = stateChange(event);
      fields = fieldsOf(change);
      await log.during(fields, () => report(change, statuses, dependencies));
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      log.error(message, { ...fields, error: name });
      throw error;
    }
  };
  return (event, context) => log.during({ requestId: context?.awsRequestId }, () => tell(event));
}

function tokens(environment: Environment, secret: Secret, github: Github, now: () => number): TokenOf {
  const { githubApp } = environment;
  return githubApp === undefined ? readToken(secret) : appToken({ app: githubApp, key: secret, github, now });
}

function fieldsOf({ pipeline, executionId, stage, action, state }: StateChange) {
  return { pipeline, executionId, stage, action, event: state };
}

async function report(
  change: StateChange,
  statuses: CommitStatuses,
  { environment, readExecution, sleep, log }: Dependencies,
): Promise<void> {
  if (statusOfEvent(change.state) === undefined) {
    return log.warn("The event has a state that is not known here: nothing is posted");
  }
  const commitOf = (execution: Execution) => commitAt(environment, change, execution, log);
  const reporting = { environment, readExecution, commitOf, sleep, log };
  const levels = levelsOf(change, environment.levels);
  if (levels.length === 0) return log.info("No status is asked for at this level");
  for (const level of levels) {
    if (level === "pipeline") {
      await settleStatus(statuses, pipelineStatus(change, reporting), pipelineStatusNow(reporting), log);
    } else {
      await settleStatus(statuses, partStatus(change, reporting), () => undefined, log);
    }
  }
}

/** At which levels a change is told: its own, and the pipeline's when the revision has become known. */
function levelsOf(change: StateChange, asked: readonly Level[]): readonly Level[] {
  const told: readonly Level[] = endsSource(change) ? ["pipeline", change.level] : [change.level];
  return told.filter((level) => asked.includes(level));
}

function commitAt(
  { githubApiUrl, sourceArtifacts }: Environment,
  { pipeline }: StateChange,
  { revisions }: Execution,
  log: Log,
): Commit | undefined {
  const host = githubHost(githubApiUrl);
  const artifact = sourceArtifacts.get(pipeline);
  const commit = sourceCommit(revisions, { githubHost: host, artifact });
  if (commit === undefined) {
    const artifacts = revisions.map(({ name }) => name);
    log.info(
      revisions.length === 0
        ? "The execution has no revision yet: there is no commit to post a status on"
        : `The execution has no commit at ${host}: there is none to post a status on`,
      { artifacts, ...(artifact === undefined ? {} : { sourceArtifact: artifact }) },
    );
  }
  return commit;
}
