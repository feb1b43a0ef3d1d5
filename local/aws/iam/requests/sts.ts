import type { AwsCall } from "./aws-call";
import type { Permission, ServiceRequests } from "./permission";

/** What the operations of STS need. Anybody may ask who they are. */
export const sts: ServiceRequests = {
  conditionKeys: ["sts:ExternalId", "sts:RoleSessionName", "sts:SourceIdentity", "sts:TransitiveTagKeys"],
  operations: {
    GetCallerIdentity: () => [],
    AssumeRole: (call) => {
      const context = contextOf(call);
      const resource = call.form.get("RoleArn") ?? "";
      const permission = (action: string): Permission => ({ action, resource, context });
      return [
        permission("sts:AssumeRole"),
        ...(context["aws:TagKeys"] === undefined ? [] : [permission("sts:TagSession")]),
        ...(context["sts:SourceIdentity"] === undefined ? [] : [permission("sts:SetSourceIdentity")]),
      ];
    },
  },
};

function contextOf({ form }: AwsCall): Record<string, string | readonly string[] | undefined> {
  const tags = sessionTags(form);
  const values = Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]);
  return {
    ...Object.fromEntries(values),
    "aws:TagKeys": values.length === 0 ? undefined : Object.keys(tags),
    "sts:ExternalId": form.get("ExternalId") ?? undefined,
    "sts:RoleSessionName": form.get("RoleSessionName") ?? undefined,
    "sts:SourceIdentity": form.get("SourceIdentity") ?? undefined,
  };
}

/** The tags that a session is to have. */
export function sessionTags(form: URLSearchParams): Record<string, string> {
  const tags: Record<string, string> = {};
  for (let index = 1; form.has(`Tags.member.${index}.Key`); index += 1) {
    tags[form.get(`Tags.member.${index}.Key`) ?? ""] = form.get(`Tags.member.${index}.Value`) ?? "";
  }
  return tags;
}
