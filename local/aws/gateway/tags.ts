import { z } from "zod";
import { type Scope, ScopedState } from "./scope";
import { type Operation, operation } from "./service";

/** A tag in the spelling of the newer services; the older ones capitalise its keys. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** How a service spells the fields of tags and of the operations on them. */
export type TagSpelling = "lower" | "upper";

const tag = z
  .union([z.object({ key: z.string(), value: z.string() }), z.object({ Key: z.string(), Value: z.string() })])
  .transform((given): Tag => ("key" in given ? given : { key: given.Key, value: given.Value }));

/** A list of tags in either spelling. */
export const tagList = z.array(tag);

const tagsIn = new ScopedState(() => new Map<string, Map<string, string>>());

/** Adds tags to a resource; a key that it has gets the new value. */
export function addTags(scope: Scope, arn: string, tags: readonly Tag[] = []): void {
  const existing = tagsIn.of(scope).get(arn) ?? new Map<string, string>();
  for (const { key, value } of tags) existing.set(key, value);
  tagsIn.of(scope).set(arn, existing);
}

/** Removes the tags with these keys from a resource. */
export function removeTags(scope: Scope, arn: string, keys: readonly string[]): void {
  for (const key of keys) tagsIn.of(scope).get(arn)?.delete(key);
}

/** The resource's tags, as the service spells them. */
export function tagsOf(scope: Scope, arn: string, spelling: TagSpelling): object[] {
  const tags = Object.entries(tagRecordOf(scope, arn));
  return tags.map(([key, value]) => (spelling === "lower" ? { key, value } : { Key: key, Value: value }));
}

/** The resource's tags as values by key. */
export function tagRecordOf(scope: Scope, arn: string): Record<string, string> {
  return Object.fromEntries(tagsIn.of(scope).get(arn) ?? []);
}

/** Gives the tags of a resource to its new ARN, as it was renamed. */
export function moveTags(scope: Scope, from: string, to: string): void {
  const tags = tagsIn.of(scope).get(from);
  if (tags === undefined) return;
  tagsIn.of(scope).set(to, tags);
  tagsIn.of(scope).delete(from);
}

/** Forgets the tags of a resource that is deleted. */
export function forgetTags(scope: Scope, arn: string): void {
  tagsIn.of(scope).delete(arn);
}

/** ListTagsForResource, TagResource and UntagResource of a service. */
export function tagOperations(because: string, spelling: TagSpelling): Record<string, Operation> {
  const field = (name: string) =>
    spelling === "lower" ? name : name.charAt(0).toUpperCase() + name.slice(1);
  const arn = { [field("resourceArn")]: z.string() };
  const arnIn = (input: Record<string, unknown>) => z.string().parse(input[field("resourceArn")]);
  return {
    ListTagsForResource: operation(because, z.object(arn), (input, scope) => ({
      [field("tags")]: tagsOf(scope, arnIn(input), spelling),
    })),
    TagResource: operation(because, z.object({ ...arn, [field("tags")]: tagList }), (input, scope) => {
      addTags(scope, arnIn(input), tagList.parse(input[field("tags")]));
      return {};
    }),
    UntagResource: operation(
      because,
      z.object({ ...arn, [field("tagKeys")]: z.array(z.string()) }),
      (input, scope) => {
        removeTags(scope, arnIn(input), z.array(z.string()).parse(input[field("tagKeys")]));
        return {};
      },
    ),
  };
}
