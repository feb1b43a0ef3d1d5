import { expect, it } from "vitest";
import { githubToEcs } from "../../support/minimal-entries";
import { reported } from "../../support/problems";

const _long = "a".repeat(300);

const _github = (changes: object) => ({ ...githubToEcs(), ...changes });

it.each(refused)("names %s, its value, what is allowed, and the entry", (_, entry, place, got) => {
  expect(reported(entry, place, got)).toEqual({
    allowed: true,
    change: 'settings/pipelines.ts, entry [0], stack "one"',
  });
});
