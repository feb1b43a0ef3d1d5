import { z } from "zod";
import type { RoleOptions } from "../../modules/iam/service-role";
import type { Condition, Principal, Statement } from "../../modules/iam/statement";
import { optional, strict, string, strings } from "./types";

const statement = strict<Statement>()({
  sid: optional(string),
  effect: optional(z.enum(["Allow", "Deny"])),
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
  policyType: optional(z.enum(["inline", "managed"])),
  description: optional(string),
  permissionsBoundary: optional(string),
  statements: optional(z.array(statement).readonly()),
});
