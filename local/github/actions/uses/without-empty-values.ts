import { isObject } from "../../../aws/json";

/** An object without its empty values, however deep: null, "", and lists and objects of nothing else. A variable keeps its "". */
export function withoutEmptyValues(value: unknown, kept: ReadonlySet<string>): Record<string, unknown> {
  const cleaned = clean(value, kept);
  const whole = isObject(cleaned) ? cleaned : {};
  for (const container of Array.isArray(whole.containerDefinitions) ? whole.containerDefinitions : []) {
    if (!isObject(container) || !Array.isArray(container.environment)) continue;
    container.environment.forEach((variable, index, all) => {
      if (isObject(variable) && variable.value === undefined) all[index] = { ...variable, value: "" };
    });
  }
  return whole;
}

function clean(value: unknown, kept: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) {
    return value.filter((item) => !isEmpty(item)).map((item) => clean(item, kept));
  }
  if (!isObject(value)) return value;
  const pairs = Object.entries(value).filter(([key, item]) => kept.has(key) || !isEmpty(item));
  return Object.fromEntries(pairs.map(([key, item]) => [key, clean(item, kept)]));
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.every(isEmpty);
  return isObject(value) && Object.values(value).every(isEmpty);
}
