import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { type Statement, statementName } from "./evaluation/policy-document";
import type { Policy } from "./evaluation/statement-match";
import { permissionUses } from "./permission-uses";
import { principalPoliciesOf } from "./policies/principal-policies";

/** One thing that a role or a user is allowed: a pattern of actions on a pattern of resources. */
export interface Grant {
  readonly policy: string;
  /** Its Sid, or its place in the policy. */
  readonly statement: string;
  readonly action: string;
  readonly resource: string;
  readonly conditions: Statement["Condition"];
  /** Whether something that it did was allowed by it. */
  readonly used: boolean;
}

/** Everything that the own policies of a role or a user allow. */
export async function grantsOf(scope: Scope, principalArn: string): Promise<readonly Grant[]> {
  const principal = await principalPoliciesOf(scope, principalArn);
  if (principal === undefined) throw new AwsError("NoSuchEntity", `${principalArn} does not exist`, 404);
  const used = new Set(
    permissionUses(scope.inAccount(principalArn.split(":")[4] ?? ""), principalArn)
      .filter(({ allowed }) => allowed)
      .flatMap(({ statements }) => statements)
      .map(keyOf),
  );
  return principal.identity.flatMap(grantsIn).map((grant) => ({ ...grant, used: used.has(keyOf(grant)) }));
}

function grantsIn({ name, document }: Policy): readonly Omit<Grant, "used">[] {
  return document.Statement.flatMap((statement, index) => {
    if (statement.Effect === "Deny") return [];
    const about = {
      policy: name,
      statement: statementName(statement, index),
      conditions: statement.Condition,
    };
    return patterns(statement.Action, statement.NotAction).flatMap((action) =>
      patterns(statement.Resource, statement.NotResource).map((resource) => ({ ...about, action, resource })),
    );
  });
}

function patterns(these: readonly string[] | undefined, allBut: readonly string[] = []): readonly string[] {
  return these ?? [`all but ${allBut.join(", ")}`];
}

function keyOf({ policy, statement, action, resource }: Omit<Grant, "used" | "conditions">): string {
  return JSON.stringify([policy, statement, action, resource]);
}
