import { ActionsSecret } from "@cdktf/provider-github/lib/actions-secret";
import { ActionsVariable } from "@cdktf/provider-github/lib/actions-variable";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { check } from "../findings/check";
import { invalidVariablePrefix } from "../findings/github-actions-errors";
import { declaredLogicalId, type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import {
  isVariableName,
  type WorkflowSecrets,
  type WorkflowVariables,
  workflowSecrets,
  workflowVariables,
} from "./workflow/variable-names";

export interface DeployVariablesProps extends LogicalIdProps {
  /** The repository's name, without its owner: the GitHub provider knows that. */
  readonly repository: string;
  /** What the names of variables and secrets start with. */
  readonly variablePrefix: string;
  /** Values by what they are; one that is left out gets no variable. */
  readonly variables: { readonly [K in keyof WorkflowVariables]: string | undefined };
  /** @default none */
  readonly secrets?: WorkflowSecrets;
}

/** What a workflow reads of the repository's settings: variables, and the secrets of one that has an access key. */
export class DeployVariables extends Construct {
  /** What a first run of the workflow needs. */
  readonly made: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: DeployVariablesProps,
  ) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    const { variablePrefix } = props;
    this.made = [...this.createVariables(), ...this.createSecrets()];
    check(this, () =>
      isVariableName(`${variablePrefix}_`) ? [] : invalidVariablePrefix("variablePrefix", variablePrefix),
    );
  }

  private createVariables(): readonly ITerraformDependable[] {
    const { repository, variablePrefix, variables } = this.props;
    return Object.entries(workflowVariables(variablePrefix)).flatMap(([held, variableName]) => {
      const value = variables[held as keyof WorkflowVariables];
      if (value === undefined) return [];
      const scope = this.scopeOf(held);
      return [new ActionsVariable(scope, "variable", { repository, variableName, value })];
    });
  }

  private createSecrets(): readonly ITerraformDependable[] {
    const { repository, variablePrefix, secrets } = this.props;
    if (secrets === undefined) return [];
    return Object.entries(workflowSecrets(variablePrefix)).map(([held, secretName]) => {
      const plaintextValue = secrets[held as keyof WorkflowSecrets];
      return new ActionsSecret(this.scopeOf(held), "secret", { repository, secretName, plaintextValue });
    });
  }

  // By what they hold and not by their names: another prefix renames a variable in its place.
  private scopeOf(held: string): Construct {
    const scope = new Construct(this, held);
    const words = held.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    setLogicalId(scope, `${declaredLogicalId(this)}_${words}`);
    return scope;
  }
}
