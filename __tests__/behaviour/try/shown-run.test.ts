import { afterEach, expect, it, vi } from "vitest";
import type { StepRun } from "../../../local/github/actions/workflow-run";
import { showRun } from "../../../tools/try/github-actions/shown-run";

afterEach(() => {
  vi.restoreAllMocks();
});

const step = (changes: Partial<StepRun>): StepRun => ({
  name: "Build",
  conclusion: "success",
  log: [],
  outputs: {},
  ...changes,
});

function shown(...steps: readonly StepRun[]): readonly string[] {
  const said: string[] = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => void said.push(line.trim()));
  const conclusion = steps.some((one) => one.conclusion === "failure") ? "failure" : "success";
  showRun({ conclusion, jobs: [{ name: "deploy", conclusion, steps }] });
  return said;
}

it("says which image a step has pushed, by its digest and without its registry", () => {
  const image = `123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/api@sha256:${"0".repeat(64)}`;
  expect(shown(step({ outputs: { image } }))[1]).toBe(`image       shop/api@sha256:${"0".repeat(64)}`);
});

it("says that an image was there already", () => {
  const log = [
    "##[group]Run x",
    '  echo "$image is there already."',
    "##[endgroup]",
    "***.dkr.ecr.eu-west-1.amazonaws.com/api:1 is there already.",
  ];
  expect(shown(step({ log }))).toEqual([
    expect.stringMatching(/^Build +success$/),
    "api:1 is there already.",
    "workflow    success",
  ]);
});

it("says why a step failed, without what it was given", () => {
  const log = ["##[group]Run docker build", "docker build", "##[endgroup]", "##[error]no Dockerfile"];
  expect(shown(step({ conclusion: "failure", log }), step({ conclusion: "skipped" }))).toEqual([
    expect.stringMatching(/^Build +failure$/),
    "no Dockerfile",
    expect.stringMatching(/^Build +skipped$/),
    "workflow    failure",
  ]);
});

it("says of a step that cleans up only that it failed", () => {
  expect(shown(step({ name: "Post Build" }))).toEqual(["workflow    success"]);
  expect(shown(step({ name: "Post Build", conclusion: "failure" }))[0]).toMatch(/^Post Build +failure$/);
});
