import { accessKeyVariables } from "./access-keys";
import { foreignTokens } from "./foreign-tokens";
import { literalSecrets } from "./literal-secrets";
import type { FindingAtPath } from "./location";

/** What must not stand in any settings, whatever they mean: secrets, and what CDKTF would take for its own. */
export function harmfulTexts(value: unknown, root: string): readonly FindingAtPath[] {
  return [...literalSecrets(value, root), ...foreignTokens(value, root), ...accessKeyVariables(value, root)];
}
