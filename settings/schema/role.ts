import { z } from "zod";
import { policyTypes, type RoleOptions } from "../../modules/iam/role";
import { type Condition, effects, type Principal, type Statement } from "../../modules/iam/statement";
import { optional, strict, string, strings } from "./types";

const statement = strict<Statement>()({
  sid: optional(string),
  effect: optional(z.enum(effects)),
  actions: strings,
  resources: optional(strings),
  conditions: optional(
    z.array(strict<Condition>()({ test: string, variable: string, values: strings })).readonly(),
  ),
  principals: optional(z.array(strict<Principal>()({ type: string, identifiers: strings })).readonly()),
});

export const roleSchema = strict<RoleOptions>()({
  roleName: optional(string),
  policyName: optional(string),
  policyType: optional(z.enum(policyTypes)),
  description: optional(string),
  permissionsBoundary: optional(string),
  managedPolicyArns: optional(strings),
  additionalStatements: optional(z.array(statement).readonly()),
  statements: optional(z.array(statement).readonly()),
});
