import { z } from "zod";

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const principals = z.union([z.literal("*"), z.record(z.string(), oneOrMore)]);
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const conditionValues = z
  .union([scalar, z.array(scalar)])
  .transform((value) => [value].flat().map((each) => String(each)));

const statement = z.looseObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Principal: principals.optional(),
  NotPrincipal: principals.optional(),
  Action: oneOrMore.optional(),
  NotAction: oneOrMore.optional(),
  Resource: oneOrMore.optional(),
  NotResource: oneOrMore.optional(),
  Condition: z.record(z.string(), z.record(z.string(), conditionValues)).default({}),
});

const policyDocument = z.looseObject({
  Version: z.string().optional(),
  Statement: z.union([statement, z.array(statement)]).transform((value) => [value].flat()),
});

/** One statement of a policy; every list is one, also where the document has a single value. */
export type Statement = z.output<typeof statement>;

/** A policy document. */
export type PolicyDocument = z.output<typeof policyDocument>;

/** Who a statement is about: everyone, or identifiers by type (AWS, Service, Federated). */
export type Principals = z.output<typeof principals>;

/** Reads a policy document from its JSON; throws when it is none. */
export function readPolicyDocument(json: string): PolicyDocument {
  return policyDocument.parse(JSON.parse(json));
}

/** Variables came with this version of the policy language; before, `${…}` is plain text. */
export function hasVariables(document: PolicyDocument): boolean {
  return document.Version === "2012-10-17";
}

/** How a statement is named: by its Sid, or its place. */
export function statementName({ Sid }: Statement, index: number): string {
  return Sid === undefined || Sid === "" ? `statement ${index + 1}` : Sid;
}
