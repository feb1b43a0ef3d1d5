import type { Condition, Statement } from "./statement";

/** The one statement of a role's trust policy: who may assume the role, and when. */
export type Trust = Statement;

/** Trusts an AWS service, such as `codebuild.amazonaws.com`. */
export function trustService(service: string): Trust {
  return { actions: ["sts:AssumeRole"], principals: [{ type: "Service", identifiers: [service] }] };
}

/**
 * Trusts those whom an OpenID Connect provider vouches for. The conditions say who of them: without one on the subject
 * everybody with an account there could assume the role (IAM: Creating a role for web identity or OpenID Connect).
 */
export function trustOidcProvider(providerArn: string, conditions: readonly Condition[]): Trust {
  return {
    actions: ["sts:AssumeRoleWithWebIdentity"],
    principals: [{ type: "Federated", identifiers: [providerArn] }],
    conditions,
  };
}
