import { Token } from "cdktf";

const made = new Set<string>();

const expression = /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[(?:\d+|"[^"\\$%]*")\])+$/;

/**
 * A value that only Terraform knows, such as `reference("var.key_arn")` or `reference("aws_kms_key.images.arn")`, for a
 * setting: all other text of settings reaches AWS as it is written. What it names stands in a `.tf` file of yours beside
 * the synthesized one.
 */
export function reference(to: string): string {
  if (!expression.test(to)) {
    throw new Error(
      `reference(${JSON.stringify(to)}) is not a reference of Terraform's, such as aws_kms_key.images.arn`,
    );
  }
  const text = Token.asString({ resolve: () => `\${${to}}`, creationStack: [] });
  made.add(text);
  return text;
}

/** Whether a token in a text was asked for with `reference`. */
export function isReference(token: string): boolean {
  return made.has(token);
}
