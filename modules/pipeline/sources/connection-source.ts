import { arnRules } from "../../aws/arn-rules";
import type { Finding } from "../../findings/finding";
import { invalidArn } from "../../findings/value-errors";
import { warn } from "../../findings/warnings";
import { type ActionHost, type ActionProps, SourceAction, type StartedBy } from "../action";
import { Artifact } from "../artifact";
import { type GitFilters, gitFilterFindings } from "../git-trigger";
import { describeBranch, type GithubRepository, githubRepositoryFindings } from "./github-repository";

export interface ConnectionSourceProps extends ActionProps, GithubRepository {
  /** ARN of a connection to GitHub that exists and is AVAILABLE, or of one made here. */
  readonly connectionArn: string;
  /**
   * `push`: every push to the branch starts the pipeline. Filters start it on the pushes and pull requests that
   * match (V2 only). `none`: something outside this project does.
   * @default "push"
   */
  readonly trigger?: GitFilters | "push" | "none";
  /** @default an artifact with the action's name */
  readonly output?: Artifact;
}

/** A GitHub branch as the source, through a connection and with no secret (CodePipeline: CodeStarSourceConnection). */
export class ConnectionSource extends SourceAction {
  readonly type = {
    category: "Source",
    owner: "AWS",
    provider: "CodeStarSourceConnection",
    bounds: { minInputs: 0, maxInputs: 0, minOutputs: 1, maxOutputs: 1 },
  } as const;
  readonly output: Artifact;
  private readonly trigger: GitFilters | "push" | "none";

  constructor(private readonly props: ConnectionSourceProps) {
    const output = props.output ?? new Artifact(props.actionName);
    super(props, [], [output]);
    this.output = output;
    this.trigger = props.trigger ?? "push";
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
      fullRepositoryName: this.variable("FullRepositoryName"),
    };
  }

  bind(host: ActionHost) {
    const { owner, repository, branch } = this.props;
    host.allow({
      // The service was renamed; IAM still checks one prefix or the other, by how the connection was made.
      actions: ["codeconnections:UseConnection", "codestar-connections:UseConnection"],
      resources: [this.props.connectionArn],
    });
    if (typeof this.trigger === "object") {
      host.addGitTrigger({ ...this.trigger, sourceActionName: this.actionName });
    }
    if (this.trigger === "none") warn(host.scope, "untriggeredSource");
    return {
      ConnectionArn: this.props.connectionArn,
      FullRepositoryId: `${owner}/${repository}`,
      BranchName: branch,
      OutputArtifactFormat: "CODE_ZIP",
      // AWS's default is true: left out, filters and `none` would be overridden by every push.
      DetectChanges: String(this.trigger === "push"),
    };
  }

  findings(): readonly Finding[] {
    return [
      ...githubRepositoryFindings(this.props),
      ...invalidArn("connection", this.props.connectionArn, arnRules.connection),
      ...(typeof this.trigger === "object" ? gitFilterFindings(this.trigger) : []),
    ];
  }

  startedBy(): StartedBy {
    if (this.trigger === "none") return { kind: "none", description: "nothing in this project" };
    const what =
      this.trigger === "push" ? `a push to ${describeBranch(this.props)}` : this.filteredBy(this.trigger);
    return { kind: "connection", description: `${what}, by connection` };
  }

  private filteredBy({ push = [], pullRequest = [] }: GitFilters): string {
    const { owner, repository } = this.props;
    const kinds = [push.length > 0 ? "pushes" : "", pullRequest.length > 0 ? "pull requests" : ""];
    return `${kinds.filter(Boolean).join(" and ")} of ${owner}/${repository} that match its filters`;
  }
}
