import type { Scope } from "../../gateway/scope";
import type { RoleSession } from "../../iam/role-session";
import type { ActionArtifacts } from "../actions/action-provider";
import type { ActionDeclaration, PipelineDeclaration } from "../pipeline-declaration";

/** The artifacts of one execution: which were written so far, and where they lie in each region. */
export class ExecutionArtifacts {
  constructor(
    private readonly scope: Scope,
    private readonly declaration: PipelineDeclaration,
  ) {}

  /** What an action may read and write, as the role that it runs as. */
  forAction(action: ActionDeclaration, _session: RoleSession, _region: string): ActionArtifacts {
    const nothing = () => {
      throw new Error(
        `${this.scope.region} ${this.declaration.name}: the action ${action.name} has no artifacts`,
      );
    };
    return { read: nothing, write: nothing, locationOf: nothing };
  }
}
