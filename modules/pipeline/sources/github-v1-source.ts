import type { Finding } from "../../findings/finding";
import { literalSecret } from "../../findings/git-errors";
import { pollingWithWebhook } from "../../findings/pipeline-errors";
import { warn } from "../../findings/warnings";
import { GithubWebhook, type GithubWebhookOptions } from "../../triggers/github-webhook";
import { type ActionHost, type ActionProps, SourceAction, type StartedBy } from "../action";
import { Artifact } from "../artifact";
import { describeBranch, type GithubRepository, githubRepositoryFindings } from "./github-repository";
import { logicalIdPrefix } from "./name-prefix";

export interface GithubV1SourceProps extends ActionProps, GithubRepository {
  /** A token that may read the repository, from a data source or a sensitive variable: never a literal. */
  readonly oauthToken: string;
  /**
   * The webhook pair that starts the pipeline, or `none` when something outside this project does.
   * @default nothing but polling, if that is on; else synth refuses the source
   */
  readonly trigger?: GithubWebhookOptions | "none";
  /** Ask GitHub for changes instead of being told; not together with a webhook. @default false */
  readonly pollForSourceChanges?: boolean;
  /** @default an artifact with the action's name */
  readonly output?: Artifact;
}

/** A GitHub branch as the source, read with a token (CodePipeline: GitHub (via OAuth app) source action reference). */
export class GithubV1Source extends SourceAction {
  readonly type = {
    category: "Source",
    owner: "ThirdParty",
    provider: "GitHub",
    bounds: { minInputs: 0, maxInputs: 0, minOutputs: 1, maxOutputs: 1 },
  } as const;
  readonly output: Artifact;

  constructor(private readonly props: GithubV1SourceProps) {
    const output = props.output ?? new Artifact(props.actionName);
    super(props, [], [output]);
    this.output = output;
  }

  get target(): string {
    return `${describeBranch(this.props)} on GitHub`;
  }

  /** What later actions can read of the commit. */
  get variables() {
    return {
      branchName: this.variable("BranchName"),
      commitId: this.variable("CommitId"),
      commitMessage: this.variable("CommitMessage"),
      commitUrl: this.variable("CommitUrl"),
      repositoryName: this.variable("RepositoryName"),
    };
  }

  bind(host: ActionHost) {
    const { owner, repository, branch, oauthToken, pollForSourceChanges = false } = this.props;
    warn(host.scope, "githubV1Source");
    this.createTrigger(host);
    return {
      Owner: owner,
      Repo: repository,
      Branch: branch,
      OAuthToken: oauthToken,
      PollForSourceChanges: String(pollForSourceChanges),
    };
  }

  findings(): readonly Finding[] {
    const { trigger, pollForSourceChanges } = this.props;
    return [
      ...githubRepositoryFindings(this.props),
      ...literalSecret("oauthToken", this.props.oauthToken),
      ...(pollForSourceChanges && typeof trigger === "object" ? pollingWithWebhook() : []),
    ];
  }

  startedBy(): StartedBy | undefined {
    const { trigger, pollForSourceChanges } = this.props;
    if (typeof trigger === "object")
      return { kind: "webhook", description: `a push to ${describeBranch(this.props)}, by webhook` };
    if (pollForSourceChanges)
      return { kind: "polling", description: `a change of ${describeBranch(this.props)}, by polling` };
    return trigger === "none" ? { kind: "none", description: "nothing in this project" } : undefined;
  }

  private createTrigger(host: ActionHost): void {
    const { trigger, actionName, repository, pollForSourceChanges } = this.props;
    if (typeof trigger === "object") {
      const logicalId = `${logicalIdPrefix(actionName)}webhook`;
      new GithubWebhook(host.scope, "webhook", {
        logicalId,
        secretLogicalId: logicalId,
        ...trigger,
        pipelineName: host.pipeline.name,
        targetAction: actionName,
        repository,
      });
    } else if (pollForSourceChanges) {
      warn(host.scope, "polling");
    } else if (trigger === "none") {
      warn(host.scope, "untriggeredSource");
    }
  }
}
