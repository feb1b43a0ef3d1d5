import { Token } from "cdktf";

/** Whether a value is an ARN and no name: written out, or a reference that Terraform will resolve. */
export function isArn(value: string): boolean {
  return Token.isUnresolved(value) || value.startsWith("arn:");
}

/** The account that an ARN is of; none where it names no account, or is a name or a reference. */
export const accountOfArn = (arn: string): string | undefined =>
  /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];
