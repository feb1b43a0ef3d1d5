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
