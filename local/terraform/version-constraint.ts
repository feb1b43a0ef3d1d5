/** Compares two versions made of numbers and dots, as a sort function does. */
export function compareVersions(one: string, other: string): number {
  const left = one.split(".").map(Number);
  const right = other.split(".").map(Number);
  const differing = [0, 1, 2].find((index) => left[index] !== right[index]);
  return differing === undefined ? 0 : (left[differing] ?? 0) - (right[differing] ?? 0);
}

const HOLDS: Readonly<Record<string, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  ">=": (order) => order >= 0,
  "<": (order) => order < 0,
};

/** Whether a version fulfils a constraint such as `>= 5.100.0, < 7.0.0` or `3.7.2`. A pre-release fulfils none. */
export function fulfils(version: string, constraint: string): boolean {
  if (!/^\d+\.\d+\.\d+$/.test(version)) return false;
  return constraint.split(",").every((part) => {
    const [, operator = "", bound = ""] = /^\s*(\D*?)\s*(\d+\.\d+\.\d+)\s*$/.exec(part) ?? [];
    const holds = HOLDS[operator || "="];
    if (!holds)
      throw new Error(
        `The version constraint "${part}" is none of =, >= and < with a version of three numbers.`,
      );
    return holds(compareVersions(version, bound));
  });
}
