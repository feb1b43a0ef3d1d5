import { Token } from "cdktf";

/** Whether a value is an ARN and no name: written out, or a reference that Terraform will resolve. */
export function isArn(value: string): boolean {
  return Token.isUnresolved(value) || value.startsWith("arn:");
}
