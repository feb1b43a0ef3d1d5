import { DefaultTokenResolver, StringConcat, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";

const resolver = new DefaultTokenResolver(new StringConcat());

/** A value with its tokens written out as Terraform references, so that it can be compared and sorted. */
export function resolved<T>(scope: IConstruct, value: T): T {
  return Tokenization.resolve(value, { scope, resolver, preparing: false }) as T;
}
