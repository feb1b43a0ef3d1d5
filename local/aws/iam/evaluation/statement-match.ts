import { matchesArn } from "./arn-pattern";
import { meetsConditions } from "./conditions";
import { matchesPattern, variablesWithoutValue } from "./pattern";
import { hasVariables, type PolicyDocument, type Statement, statementName } from "./policy-document";
import { type NamedAs, namedAs, type Principal } from "./principal";
import type { RequestContext } from "./request-context";
import { all, any, isUndecided, not, type Truth, undecidedBecause } from "./truth";

/** One thing that somebody wants to do. */
export interface PermissionRequest {
  readonly action: string;
  /** The resource's ARN; `*` for an action that is on none. */
  readonly resource: string;
  readonly principal: Principal;
  readonly context: RequestContext;
}

/** A policy that speaks for or against a request. */
export interface Policy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** A statement that applies to a request, and which of its patterns did. */
export interface StatementMatch {
  readonly policy: string;
  /** Its Sid, or its place in the policy. */
  readonly statement: string;
  readonly effect: "Allow" | "Deny";
  readonly action: string;
  readonly resource: string;
  /** Only of a resource's own policy. */
  readonly principal?: NamedAs;
  /** Whether its conditions look at who asks, so that it grants to that one and no other. */
  readonly namesPrincipalArn: boolean;
}

/** A statement that may or may not apply: what keeps it from being told. */
export interface UndecidedStatement {
  readonly policy: string;
  readonly statement: string;
  readonly effect: "Allow" | "Deny";
  readonly because: string;
}

/** The statements of a policy that are about a request. `byPrincipal` is for policies of resources. */
export function statementsAbout(
  { name, document }: Policy,
  request: PermissionRequest,
  byPrincipal: boolean,
): readonly (StatementMatch | UndecidedStatement)[] {
  return document.Statement.flatMap((statement, index): (StatementMatch | UndecidedStatement)[] => {
    const principal = byPrincipal ? namedAs(statement, request.principal) : undefined;
    if (byPrincipal && principal === undefined) return [];
    const where = { policy: name, statement: statementName(statement, index), effect: statement.Effect };
    const variables = hasVariables(document) ? request.context : undefined;
    const [actions, action] = matchingAction(statement, request.action);
    const [resources, resource] = matchingResource(statement, request.resource, variables);
    const conditions = meetsConditions(statement.Condition, request.context, variables !== undefined);
    const applies = all([actions, resources, conditions]);
    if (isUndecided(applies)) return [{ ...where, because: applies.undecided }];
    if (!applies) return [];
    return [
      {
        ...where,
        action,
        resource,
        ...(principal === undefined ? {} : { principal }),
        namesPrincipalArn: conditionKeys(statement).includes("aws:principalarn"),
      },
    ];
  });
}

function conditionKeys({ Condition }: Statement): readonly string[] {
  return Object.values(Condition).flatMap((keys) => Object.keys(keys).map((key) => key.toLowerCase()));
}

type Match = readonly [applies: Truth, pattern: string];

function matchingAction({ Action, NotAction = [] }: Statement, action: string): Match {
  const matches = (pattern: string) => matchesPattern(pattern, action, { wildcards: true, ignoreCase: true });
  if (Action !== undefined) return firstMatch(Action, matches);
  return [not(any(NotAction.map(matches))), `all but ${NotAction.join(", ")}`];
}

function matchingResource(
  { Resource, NotResource }: Statement,
  resource: string,
  variables: RequestContext | undefined,
): Match {
  const matches = (pattern: string) => matchesArn(pattern, resource, variables);
  if (Resource !== undefined) return firstMatch(Resource, matches);
  // A role's trust policy is about that role.
  if (NotResource === undefined) return [true, resource];
  const [missing] = NotResource.flatMap((each) => (variables ? variablesWithoutValue(each, variables) : []));
  const others = `all but ${NotResource.join(", ")}`;
  if (missing !== undefined)
    return [undecidedBecause(`the variable ${missing} has no value in this request`), others];
  return [not(any(NotResource.map(matches))), others];
}

function firstMatch(patterns: readonly string[], matches: (pattern: string) => Truth): Match {
  const results = patterns.map((pattern) => [matches(pattern), pattern] as const);
  const first = results.find(([truth]) => truth === true) ?? results.find(([truth]) => isUndecided(truth));
  return first ?? [false, ""];
}
