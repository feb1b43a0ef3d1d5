import { expect, it } from "vitest";
import { suggestion } from "../../../settings/findings/suggestion";

it.each([
  ["brnch", "branch"],
  ["Branch", "branch"],
  ["branhc", "branch"],
  ["cluster", "clusterName"],
  ["keeplast", "keepLast"],
  ["branch", "branch"],
  ["zzz", undefined],
  ["c", undefined],
  ["", undefined],
])("takes the key %j for %j", (written, suggested) => {
  expect(suggestion(written, ["branch", "clusterName", "keepLast"])).toBe(suggested);
});

it.each([
  ["tagged", ["untagged", "any"]],
  ["unmanaged", ["inline", "managed"]],
  ["V3", ["V1", "V2"]],
  ["v0", ["V1"]],
  ["IMUTABLE", ["MUTABLE", "IMMUTABLE"]],
  ["xcludes", ["includes", "bxcludes", "excludes"]],
])("takes nothing for %j, which may mean the contrary or another of %j", (written, allowed) => {
  expect(suggestion(written, allowed)).toBeUndefined();
});

it.each([
  ["IMMUTABL", "IMMUTABLE"],
  ["MUTABEL", "MUTABLE"],
  ["untaged", "untagged"],
])("still takes %j for %j", (written, suggested) => {
  expect(suggestion(written, ["MUTABLE", "IMMUTABLE", "untagged"])).toBe(suggested);
});
