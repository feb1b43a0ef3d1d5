import type { Problem } from "./problem";

type Problems = readonly Problem[];

export function noJson(_text: string, error: unknown): Problems {
  return [{ path: "", got: String(error), problem: "is no JSON", allowed: "strict JSON" }];
}
export function noObject(path: string, got: unknown): Problems {
  return [{ path, got, problem: "is no object", allowed: "a task definition" }];
}
export function keyTwice(path: string): Problems {
  return [{ path, got: path, problem: "is written twice", allowed: "each key once" }];
}
export function missingContainer(_text: string, name: string): Problems {
  return [{ path: "containerDefinitions", got: name, problem: "is missing", allowed: "" }];
}
export function tooManyPlaceholders(got: readonly string[]): Problems {
  return [{ path: "containerDefinitions", got, problem: "are too many", allowed: "four" }];
}
export function placeholderInText(got: string): Problems {
  return [{ path: "", got, problem: "stands twice", allowed: "once" }];
}
