import { nameRules } from "../aws/name-rules";
import { contradiction } from "../findings/contradictions";
import type { Finding } from "../findings/finding";
import { emptyList, invalidName, outOfRange } from "../findings/value-errors";

/**
 * One rule of an ECR lifecycle policy: which images (by tag prefix, untagged, or any) and which of them to expire
 * (all but the newest N, or those pushed more than N days ago). Priorities are assigned in the order given.
 */
export interface LifecycleRule {
  /** Images with a tag that starts with each of these; give this, or `tagStatus`. @default none */
  readonly tagPrefixList?: readonly string[];
  /** `untagged` images, or `any` image. @default "tagged" when `tagPrefixList` is given */
  readonly tagStatus?: TagStatus;
  /** Keep the newest N images; give this, or `expireAfterDays`. @default none */
  readonly keepLast?: number;
  /** Expire images N days after their push. @default none */
  readonly expireAfterDays?: number;
  /** What ECR's console says of the rule. @default made from the rule */
  readonly description?: string;
}

/** Images without a tag, or all. */
export const tagStatuses = ["untagged", "any"] as const;

export type TagStatus = (typeof tagStatuses)[number];

/** The rule that a repository has when none is given. */
export const keepLast30Releases: LifecycleRule = { tagPrefixList: ["release"], keepLast: 30 };

const tagStatusOf = (rule: LifecycleRule): string => rule.tagStatus ?? "tagged";

function describe(rule: LifecycleRule): string {
  const prefixes = rule.tagPrefixList ? `${rule.tagPrefixList.join(", ")} ` : "";
  const images = `${prefixes}${rule.tagStatus === "any" ? "" : `${tagStatusOf(rule)} `}images`;
  return rule.keepLast === undefined
    ? `Expire ${images} after ${rule.expireAfterDays} days`
    : `Keep last ${rule.keepLast} ${images}`;
}

// AWS evaluates a rule on any image last, wherever it stands.
const anyLast = (a: LifecycleRule, b: LifecycleRule): number =>
  Number(a.tagStatus === "any") - Number(b.tagStatus === "any");

/** The policy document of some rules, as `aws_ecr_lifecycle_policy` takes it. */
export function lifecyclePolicy(rules: readonly LifecycleRule[]): string {
  return JSON.stringify({
    rules: [...rules].sort(anyLast).map((rule, index) => ({
      rulePriority: index + 1,
      description: rule.description ?? describe(rule),
      selection: {
        tagStatus: tagStatusOf(rule),
        ...(rule.tagPrefixList ? { tagPrefixList: rule.tagPrefixList } : {}),
        ...(rule.keepLast === undefined
          ? { countType: "sinceImagePushed", countUnit: "days", countNumber: rule.expireAfterDays }
          : { countType: "imageCountMoreThan", countNumber: rule.keepLast }),
      },
      action: { type: "expire" },
    })),
  });
}

function ruleFindings(rule: LifecycleRule, at: string): readonly Finding[] {
  const count = rule.keepLast ?? rule.expireAfterDays;
  return [
    ...(rule.tagPrefixList && rule.tagStatus ? contradiction(at, rule, "prefixesAndTagStatus") : []),
    ...(!rule.tagPrefixList && !rule.tagStatus ? contradiction(at, rule, "noImages") : []),
    ...emptyList(`${at}.tagPrefixList`, rule.tagPrefixList, 'at least one prefix, or tagStatus "any"'),
    ...(rule.tagPrefixList ?? []).flatMap((prefix, index) =>
      invalidName(`${at}.tagPrefixList[${index}]`, prefix, nameRules.tagPrefix),
    ),
    ...((rule.keepLast === undefined) === (rule.expireAfterDays === undefined)
      ? contradiction(at, rule, "noExpiry")
      : []),
    ...outOfRange(`${at}.${rule.keepLast === undefined ? "expireAfterDays" : "keepLast"}`, count, {
      min: 1,
      max: 2_147_483_647,
      unit: rule.keepLast === undefined ? "days" : "images",
      source: "Amazon ECR: Lifecycle policy properties",
    }),
  ];
}

/** Everything that AWS would refuse in these rules. */
export function lifecycleFindings(rules: readonly LifecycleRule[]): readonly Finding[] {
  const anyRules = rules.filter((rule) => rule.tagStatus === "any").length;
  const selections = rules.map((rule) =>
    JSON.stringify([tagStatusOf(rule), [...(rule.tagPrefixList ?? [])].sort(), rule.keepLast === undefined]),
  );
  const untagged = rules.filter((rule) => rule.tagStatus === "untagged").length;
  return [
    ...rules.flatMap((rule, index) => ruleFindings(rule, `lifecycleRules[${index}]`)),
    ...(rules.length > 50 ? contradiction("lifecycleRules", rules.length, "tooManyRules") : []),
    ...(anyRules > 1 ? contradiction("lifecycleRules", anyRules, "severalAnyRules") : []),
    ...(untagged > 1 ? contradiction("lifecycleRules", untagged, "severalUntaggedRules") : []),
    ...(untagged <= 1 && anyRules <= 1 && new Set(selections).size < selections.length
      ? contradiction("lifecycleRules", rules, "sameImagesTwice")
      : []),
  ];
}
