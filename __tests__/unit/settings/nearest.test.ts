import { expect, it } from "vitest";
import { nearest } from "../../../settings/findings/nearest";

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
])("takes the key %j for %j", (written, meant) => {
  expect(nearest(written, ["branch", "clusterName", "keepLast"])).toBe(meant);
});
