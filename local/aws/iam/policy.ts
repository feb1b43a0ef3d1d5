import { z } from "zod";

const oneOrMore = z.union([z.string(), z.array(z.string())]);
const principal = z.union([z.string(), z.record(z.string(), oneOrMore)]);

const statement = z.looseObject({
  Effect: z.enum(["Allow", "Deny"]),
  Principal: principal.optional(),
  Action: oneOrMore.optional(),
  Resource: oneOrMore.optional(),
  Condition: z.record(z.string(), z.unknown()).optional(),
});

const policyDocument = z.looseObject({ Statement: z.union([statement, z.array(statement)]) });

type Statement = z.output<typeof statement>;

/** Reads the statements of a policy document. */
export function statementsOf(json: string): Statement[] {
  const { Statement } = policyDocument.parse(JSON.parse(json));
  return Array.isArray(Statement) ? Statement : [Statement];
}

/** Whether identity policies allow an action on a resource. Conditions are taken as met by Allow, as unmet by Deny. */
export function allows(statements: readonly Statement[], action: string, resource: string): boolean {
  const about = statements.filter(
    ({ Action, Resource }) => matches(Action, action, "i") && matches(Resource, resource),
  );
  const denied = about.some(({ Effect, Condition }) => Effect === "Deny" && Condition === undefined);
  return !denied && about.some(({ Effect }) => Effect === "Allow");
}

/** Whether a trust policy lets an AWS service assume the role. */
export function trusts(statements: readonly Statement[], service: string): boolean {
  return statements.some(
    ({ Effect, Principal, Action }) =>
      Effect === "Allow" &&
      matches(Action, "sts:AssumeRole", "i") &&
      typeof Principal === "object" &&
      list(Principal.Service).includes(service),
  );
}

/** Whether a resource's own policy lets an AWS service do something with it. Conditions are taken as met. */
export function lets(
  statements: readonly Statement[],
  service: string,
  action: string,
  resource: string,
): boolean {
  return statements.some(
    ({ Effect, Principal, Action, Resource }) =>
      Effect === "Allow" &&
      typeof Principal === "object" &&
      list(Principal.Service).includes(service) &&
      matches(Action, action, "i") &&
      matches(Resource, resource),
  );
}

function matches(patterns: string | string[] | undefined, text: string, flags = ""): boolean {
  return list(patterns).some((pattern) => {
    const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`^${escaped.replace(/\*/g, ".*").replace(/\?/g, ".")}$`, `s${flags}`).test(text);
  });
}

function list(value: string | string[] | undefined): string[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
