import { z } from "zod/mini";
import { policyTypes, type RoleOptions } from "../../modules/iam/role";
import { type Condition, effects, type Principal, type Statement } from "../../modules/iam/statement";
import { optional, strict, string, strings } from "./types";

const statement = strict<Statement>()({
  sid: optional(string),
  effect: optional(z.enum(effects)),
  actions: strings,
  resources: optional(strings),
  conditions: optional(
    z.readonly(z.array(strict<Condition>()({ test: string, variable: string, values: strings }))),
  ),
  principals: optional(z.readonly(z.array(strict<Principal>()({ type: string, identifiers: strings })))),
});

export const roleSchema = strict<RoleOptions>()({
  roleName: optional(string),
  policyName: optional(string),
  policyType: optional(z.enum(policyTypes)),
  description: optional(string),
  permissionsBoundary: optional(string),
  managedPolicyArns: optional(strings),
  additionalStatements: optional(z.readonly(z.array(statement))),
  statements: optional(z.readonly(z.array(statement))),
});
