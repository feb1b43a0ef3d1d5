import { RepositoryFile } from "@cdktf/provider-github/lib/repository-file";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { literal } from "../terraform/literal";
import { multiLine } from "../terraform/multi-line";

export interface WorkflowFileProps extends LogicalIdProps {
  readonly repository: string;
  readonly branch: string;
  /** Path in the repository, below `.github/workflows`. */
  readonly fileName: string;
  readonly text: string;
  /** What the commit says. */
  readonly commitMessage: string;
  /** What the first run needs: the commit starts it. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** A workflow that Terraform commits: its token needs to be allowed to write workflows, and the branch to take the commit. */
export class WorkflowFile extends Construct {
  constructor(scope: Construct, id: string, props: WorkflowFileProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    const { repository, branch, fileName, text, commitMessage, dependsOn } = props;
    new RepositoryFile(this, "file", {
      repository,
      branch,
      file: fileName,
      content: multiLine(this, literal(text)),
      commitMessage,
      // A workflow of that name that somebody wrote by hand is an error, not something to lose.
      overwriteOnCreate: false,
      dependsOn: [...dependsOn],
    });
  }
}
