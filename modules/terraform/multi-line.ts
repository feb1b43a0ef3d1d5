import type { IConstruct } from "constructs";
import { writesHcl } from "./output-form";

/**
 * Text of several lines that both of Terraform's languages read alike: its last line ends. In HCL CDKTF writes it as a
 * heredoc, which ends the last line by itself.
 */
export function multiLine(scope: IConstruct, text: string): string {
  if (!text.includes("\n")) return text;
  const ended = text.endsWith("\n") ? text : `${text}\n`;
  return writesHcl(scope) ? ended.slice(0, -1) : ended;
}
