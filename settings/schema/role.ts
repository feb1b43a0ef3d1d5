import { z } from "zod";
import type { RoleOptions } from "../../modules/iam/service-role";
import type { Condition, Principal, Statement } from "../../modules/iam/statement";
import { optional, strict, text, texts } from "./strict";

const statement = strict<Statement>()({
  sid: optional(text),
  effect: optional(z.enum(["Allow", "Deny"])),
  actions: texts,
  resources: optional(texts),
  conditions: optional(
    z.array(strict<Condition>()({ test: text, variable: text, values: texts })).readonly(),
  ),
  principals: optional(z.array(strict<Principal>()({ type: text, identifiers: texts })).readonly()),
});

export const roleSchema = strict<RoleOptions>()({
  roleName: optional(text),
  policyName: optional(text),
  policyType: optional(z.enum(["inline", "managed"])),
  description: optional(text),
  permissionsBoundary: optional(text),
  statements: optional(z.array(statement).readonly()),
});
