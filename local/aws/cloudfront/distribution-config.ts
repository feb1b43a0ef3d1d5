import { AwsError } from "../client/aws-error";
import { elements, elementText } from "../client/xml";
import { contentOf, element, elementsIn, listContent, textElement } from "./xml-elements";

/** A distribution's configuration: the contents of its elements as they came, by name. */
export type DistributionConfig = ReadonlyMap<string, string>;

const REQUIRED = ["CallerReference", "Origins", "DefaultCacheBehavior", "Comment", "Enabled"];

const EMPTY_LIST = listContent([]);

// What AWS adds to a configuration that lacks it. SDKs and Terraform's provider count on the empty lists.
const DEFAULTS: Readonly<Record<string, string>> = {
  Aliases: EMPTY_LIST,
  DefaultRootObject: "",
  OriginGroups: EMPTY_LIST,
  CacheBehaviors: EMPTY_LIST,
  CustomErrorResponses: EMPTY_LIST,
  PriceClass: "PriceClass_All",
  Restrictions: element("GeoRestriction", textElement("RestrictionType", "none") + EMPTY_LIST),
  WebACLId: "",
  HttpVersion: "http2",
  IsIPV6Enabled: "false",
  ContinuousDeploymentPolicyId: "",
  Staging: "false",
};

// What a production distribution keeps when its staging distribution's configuration is promoted.
const KEPT_BY_PROMOTION = ["CallerReference", "Aliases", "Staging", "ContinuousDeploymentPolicyId"];

/** Reads the content of a `DistributionConfig`. */
export function readConfig(xml: string): DistributionConfig {
  const config = new Map(Object.entries(DEFAULTS));
  for (const { name, content } of elementsIn(xml)) {
    checkQuantity(name, content);
    config.set(name, content);
  }
  const missing = REQUIRED.find((name) => !config.has(name));
  if (missing === undefined) return config;
  throw new AwsError("InvalidArgument", `The parameter ${missing} is required.`);
}

/** The configuration as the content of a `DistributionConfig`. */
export function configXml(config: DistributionConfig): string {
  return [...config].map(([name, content]) => element(name, content)).join("");
}

/** The configuration of a staging distribution that is copied from this one. */
export function copiedConfig(
  config: DistributionConfig,
  callerReference: string,
  enabled: string | undefined,
): DistributionConfig {
  const copy = new Map(config).set("CallerReference", callerReference).set("Staging", "true");
  copy.set("Aliases", EMPTY_LIST).set("ContinuousDeploymentPolicyId", "");
  return enabled === undefined ? copy : copy.set("Enabled", enabled);
}

/** The configuration of a production distribution to which that of its staging distribution is promoted. */
export function promotedConfig(primary: DistributionConfig, staging: DistributionConfig): DistributionConfig {
  const kept = [...primary].filter(([name]) => KEPT_BY_PROMOTION.includes(name));
  return new Map([...staging, ...kept]);
}

/** The text of an element that holds nothing else. */
export function textIn(config: DistributionConfig, name: string): string {
  return elementText(element(name, config.get(name) ?? ""), name) ?? "";
}

/** Whether it serves viewers; what does can't be deleted. */
export function isEnabled(config: DistributionConfig): boolean {
  return config.get("Enabled") === "true";
}

/** Whether it is of a staging distribution, which only a policy sends traffic to. */
export function isStaging(config: DistributionConfig): boolean {
  return config.get("Staging") === "true";
}

/** The id of the continuous deployment policy that is attached, or an empty text. */
export function policyIdIn(config: DistributionConfig): string {
  return config.get("ContinuousDeploymentPolicyId") ?? "";
}

/** Its alternate domain names. */
export function aliasesIn(config: DistributionConfig): string[] {
  return elements(config.get("Aliases") ?? "", "CNAME");
}

/** The bucket that its access logs go to, of the content of its `Logging`; undefined when it writes none. */
export function loggingBucketOf(logging: string): string | undefined {
  if (contentOf(logging, "Enabled") !== "true") return undefined;
  // `bucket.s3.amazonaws.com`, or with a region in it.
  return elementText(logging, "Bucket")?.replace(/\.s3[.-].*$/, "");
}

/** The ids of its origin access controls. */
export function originAccessControlsIn(config: DistributionConfig): string[] {
  return elements(config.get("Origins") ?? "", "OriginAccessControlId").filter((id) => id !== "");
}

/** The ids that a cache behavior can have as its target: those of origins and origin groups. */
export function originIdsIn(config: DistributionConfig): string[] {
  return ["Origins", "OriginGroups"]
    .flatMap((name) => elementsIn(contentOf(config.get(name) ?? "", "Items") ?? ""))
    .flatMap(({ content }) => contentOf(content, "Id") ?? []);
}

/** The contents of its cache behaviors, the default one first. */
export function cacheBehaviorsIn(config: DistributionConfig): string[] {
  const others = elementsIn(contentOf(config.get("CacheBehaviors") ?? "", "Items") ?? "");
  return [config.get("DefaultCacheBehavior") ?? "", ...others.map(({ content }) => content)];
}

function checkQuantity(name: string, content: string): void {
  const quantity = contentOf(content, "Quantity");
  if (quantity === undefined) return;
  const items = elementsIn(contentOf(content, "Items") ?? "").length;
  if (Number(quantity) === items) return;
  throw new AwsError(
    "InconsistentQuantities",
    `The value of Quantity and the size of Items don't match: ${name} says ${quantity} and has ${items}`,
  );
}
