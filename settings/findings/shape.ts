import type { z } from "zod/mini";
import type { Finding } from "../../modules/findings/finding";
import {
  type Expected,
  expectedChoice,
  expectedShape,
  expectedType,
  missingSetting,
  undefinedSetting,
  unknownSetting,
} from "./errors";
import { propertyPath } from "./location";
import { printable } from "./printable";
import { withoutSecrets } from "./secret";
import { suggestion } from "./suggestion";
import { isWritten, valueAt } from "./value-at";

type Issue = z.core.$ZodIssue;
function expected(issue: Issue, got: unknown): Expected {
  const choice = (choices: readonly unknown[]) =>
    expectedChoice(choices, typeof got === "string" ? suggestion(got, choices.map(String)) : undefined);
  if (issue.code === "invalid_type") return expectedType(issue.expected);
  if (issue.code === "invalid_value") return choice(issue.values);
  if (issue.code === "invalid_union" && "options" in issue && issue.options) return choice(issue.options);
  return expectedShape(issue.message);
}

/** What is wrong with the keys and types of `value`, which settings export as `root`. */
export function shapeFindings(schema: z.ZodMiniType, value: unknown, root: string): readonly Finding[] {
  const issues = schema.safeParse(value).error?.issues ?? [];
  return issues.flatMap((issue) => {
    const { path } = issue;
    if (issue.code === "unrecognized_keys") {
      // `strict` gives the keys that it knows as the message.
      const known = issue.message.split(", ");
      return issue.keys.map((key) =>
        unknownSetting(
          propertyPath(root, [...path, key]),
          withoutSecrets(key),
          known,
          suggestion(key, known),
        ),
      );
    }
    const property = propertyPath(root, path);
    const got = valueAt(value, path);
    if (got !== undefined) return [{ property, got: printable(got, path), ...expected(issue, got) }];
    const { allowed } = expected(issue, got);
    return [isWritten(value, path) ? undefinedSetting(property, allowed) : missingSetting(property, allowed)];
  });
}
