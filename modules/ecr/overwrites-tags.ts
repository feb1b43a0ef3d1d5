import { Fn, Op, Token } from "cdktf";
import type { TagMutability } from "./image-repository";

const mutable: TagMutability = "MUTABLE";

/**
 * Whether every tag of a repository can be pushed again, as the text `true` or `false` for a shell; of a repository that
 * exists an expression, since only Terraform will know. Where AWS excludes some tags from the rule it is `false`.
 */
export function overwritesTags({ tagMutability }: { readonly tagMutability: string }): string {
  return Token.isUnresolved(tagMutability)
    ? Token.asString(Fn.tostring(Op.eq(tagMutability, mutable)))
    : String(tagMutability === mutable);
}
