import { expect, it } from "vitest";
import { trafficLine } from "../../../tools/try/deployments";

const shift = { time: 0, listener: "production" } as const;

it("says how a listener spreads its traffic, and nothing of target groups that get none", () => {
  expect(trafficLine({ ...shift, weights: { blue: 90, green: 10 } })).toBe(
    "production  90 % blue, 10 % green",
  );
  expect(trafficLine({ ...shift, weights: { blue: 0, green: 100 } })).toBe("production  100 % green");
});

it("lets the lines of both listeners begin alike", () => {
  expect(trafficLine({ ...shift, listener: "test", weights: { green: 100 } })).toBe(
    "test        100 % green",
  );
});
