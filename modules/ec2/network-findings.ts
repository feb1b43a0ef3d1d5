import { nameRules } from "../aws/name-rules";
import type { Finding } from "../findings/finding";
import { duplicates, emptyList, invalidName, tooMany } from "../findings/value-errors";

/** What EC2 would refuse in a list of subnets. */
export function subnetFindings(
  property: string,
  subnets: readonly string[],
  { max, source }: { readonly max: number; readonly source: string },
): readonly Finding[] {
  return [
    ...emptyList(property, subnets, "at least one subnet"),
    ...tooMany(property, subnets, max, source),
    ...duplicates(property, subnets, "name a subnet"),
    ...subnets.flatMap((id, index) => invalidName(`${property}[${index}]`, id, nameRules.subnetId)),
  ];
}

/** What EC2 would refuse in a list of addresses. */
export function cidrBlockFindings(property: string, blocks: readonly string[]): readonly Finding[] {
  return [
    ...emptyList(property, blocks, "at least one CIDR block"),
    ...duplicates(property, blocks, "name a block"),
    ...blocks.flatMap((block, index) => invalidName(`${property}[${index}]`, block, nameRules.cidrBlock)),
  ];
}
