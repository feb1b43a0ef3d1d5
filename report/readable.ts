import { unescaped } from "../modules/terraform/literal";

const reference = /(?<!\$)\$\{([^}]*)\}/g;

// The account, Region and partition that Terraform runs in: the stack's own, of which its report says enough.
const ownPart = /^\$\{data\.aws_(partition|region|caller_identity)\.current\.\w+\}$/;

const accountNames: Readonly<Record<string, string>> = { "*": "any account", aws: "AWS" };

const attribute = /\.(arn|id)$/;

/** A text that Terraform reads, as a person does: references without their braces, all else as it was written. */
export function readable(text: string): string {
  return unescaped(text.replaceAll(reference, (_, inner: string) => inner.replace(attribute, "")));
}

const elsewhere = (part: string, own: readonly string[]): string =>
  ownPart.test(part) || own.includes(part) ? "" : readable(part);

/** Where an ARN is read: its own account and Region need not be said. */
interface ReadIn {
  readonly region: string;
  readonly accountIds: readonly string[];
}

/**
 * An ARN as a reviewer reads it: its resource, such as `service/example/example`, and its account and Region where they
 * are others than the place's. What is no ARN is read as it is.
 */
export function readableArn(arn: string, { region, accountIds }: ReadIn): string {
  const [arnPrefix, , , inRegion = "", ofAccount = "", ...resource] = arn.split(":");
  if (arnPrefix !== "arn" || resource.length === 0) return readable(arn);
  const name = readable(resource.join(":"));
  const account = elsewhere(ofAccount, accountIds.length === 1 ? accountIds : []);
  const otherRegion = elsewhere(inRegion, [region]);
  return [
    name,
    account && `of ${accountNames[account] ?? account}`,
    otherRegion && `in ${otherRegion === "*" ? "any Region" : otherRegion}`,
  ]
    .filter(Boolean)
    .join(" ");
}

const firstOf = /^\$\{coalesce\(([^()]*)\)\}$/;

/** The same of an ARN that may be one of several, of which Terraform takes the first that there is: each of them. */
export function readableArns(arn: string, place: ReadIn): readonly string[] {
  const [, several] = firstOf.exec(arn) ?? [];
  const all = several === undefined ? [arn] : several.split(/,\s*/).map((one) => `\${${one}}`);
  return all.map((one) => readableArn(one, place));
}
