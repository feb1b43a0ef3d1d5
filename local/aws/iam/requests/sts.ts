import type { ContextValues } from "../evaluation/request-context";
import type { ServiceRequests } from "./permission";

/** What the operations of STS need. Anybody may ask who they are, or show a token. */
export const sts: ServiceRequests = {
  conditionKeys: ["sts:ExternalId", "sts:RoleSessionName", "sts:SourceIdentity", "sts:TransitiveTagKeys"],
  operations: {
    GetCallerIdentity: () => [],
    // The token that it shows speaks for it, not its signature.
    AssumeRoleWithWebIdentity: () => [],
    AssumeRole: ({ form }) => {
      const resource = form.get("RoleArn") ?? "";
      const tags = tagContext(form);
      const identity = { "sts:SourceIdentity": form.get("SourceIdentity") ?? undefined };
      const names = {
        "sts:ExternalId": form.get("ExternalId") ?? undefined,
        "sts:RoleSessionName": form.get("RoleSessionName") ?? undefined,
      };
      return [
        { action: "sts:AssumeRole", resource, context: { ...tags, ...identity, ...names } },
        ...(tags["aws:TagKeys"] === undefined ? [] : [{ action: "sts:TagSession", resource, context: tags }]),
        ...(identity["sts:SourceIdentity"] === undefined
          ? []
          : [{ action: "sts:SetSourceIdentity", resource, context: identity }]),
      ];
    },
  },
};

function tagContext(form: URLSearchParams): ContextValues {
  const tags = sessionTags(form);
  const values = Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]);
  return {
    ...Object.fromEntries(values),
    "aws:TagKeys": values.length === 0 ? undefined : Object.keys(tags),
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
