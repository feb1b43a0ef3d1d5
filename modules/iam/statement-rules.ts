import { Token } from "cdktf";
import { nameRules } from "../aws/name-rules";
import type { Finding } from "../findings/finding";
import { invalidStatementPart, principalsInPolicy } from "../findings/iam-errors";
import { duplicates, emptyList, invalidName } from "../findings/value-errors";
import type { Condition, Statement } from "./statement";

const kinds = [
  ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
  ...["StringLike", "StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan"],
  ...["NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals"],
  ...["DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"],
  ...["Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals"],
  ...["ArnNotLike", "Null"],
];

const operator = new RegExp(`^((ForAllValues|ForAnyValue):)?(${kinds.join("|")})(IfExists)?$`, "i");

const parts = {
  action: {
    code: "IAM-ACTION",
    pattern: /^(\*|[a-z0-9-]+:[A-Za-z0-9*?]+)$/i,
    what: "an action",
    allowed: "a service and an action of its, such as s3:GetObject, or with * at the end",
  },
  resource: {
    code: "IAM-RESOURCE",
    pattern: /^(\*|arn:[^:\s]+:[^:\s]*:[^:\s]*:[^:\s]*:\S.*)$/,
    what: "a resource",
    allowed: "an ARN, or *",
  },
  operator: {
    code: "IAM-CONDITION-OPERATOR",
    pattern: operator,
    what: "a condition operator",
    allowed: "StringEquals, ArnLike and the like (IAM JSON policy elements: Condition operators)",
  },
  variable: {
    code: "IAM-CONDITION-KEY",
    pattern: /^[\w./-]+:\S/,
    what: "a condition key",
    allowed: "a service's or AWS's own key, such as aws:SourceAccount",
  },
} as const;

/** A part of a statement that IAM reads. */
export type StatementPart = (typeof parts)[keyof typeof parts];

const invalid = (property: string, got: string, part: StatementPart): readonly Finding[] =>
  Token.isUnresolved(got) || part.pattern.test(got) ? [] : invalidStatementPart(property, got, part);

function conditionFindings(at: string, { test, variable, values }: Condition): readonly Finding[] {
  return [
    ...invalid(`${at}.test`, test, parts.operator),
    ...invalid(`${at}.variable`, variable, parts.variable),
    ...emptyList(`${at}.values`, values, "at least one value"),
  ];
}

/** What IAM would refuse in the parts of a role's statements. */
function statementPartFindings(property: string, statements: readonly Statement[]): readonly Finding[] {
  const ids = statements.flatMap(({ sid }) => sid ?? []);
  return [
    ...duplicates(property, ids, "hold a sid"),
    ...statements.flatMap(({ actions, resources = [], conditions = [], principals }, index) => {
      const at = `${property}[${index}]`;
      return [
        ...actions.flatMap((action, place) => invalid(`${at}.actions[${place}]`, action, parts.action)),
        ...resources.flatMap((arn, place) => invalid(`${at}.resources[${place}]`, arn, parts.resource)),
        ...conditions.flatMap((condition, place) =>
          conditionFindings(`${at}.conditions[${place}]`, condition),
        ),
        ...(principals === undefined ? [] : principalsInPolicy(`${at}.principals`, principals)),
      ];
    }),
  ];
}

/** What IAM would refuse in statements that a user wrote out for a role. */
export function statementFindings(property: string, statements: readonly Statement[]): readonly Finding[] {
  const parts = statementPartFindings(property, statements);
  const each = statements.flatMap(({ sid, actions, resources = [] }, index) => [
    ...invalidName(`${property}[${index}].sid`, sid, nameRules.sid),
    ...emptyList(`${property}[${index}].actions`, actions, "at least one action, such as s3:GetObject"),
    ...emptyList(`${property}[${index}].resources`, resources, "at least one ARN"),
  ]);
  return [...each, ...parts];
}
