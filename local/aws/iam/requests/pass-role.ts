import type { Permission } from "./permission";

/** Whoever gives a role to a service has to be allowed to pass it on. */
export function passesRole(roleArn: string, service: string, associatedArn?: string): Permission {
  return {
    action: "iam:PassRole",
    resource: roleArn,
    context: { "iam:PassedToService": service, "iam:AssociatedResourceArn": associatedArn },
  };
}
