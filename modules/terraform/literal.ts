/** Text that Terraform must not interpret: `${` and `%{` reach AWS as they are written. */
export function literal(text: string): string {
  // A function, because in a replacement text `$$` means one `$`.
  return text.replaceAll(/[$%]\{/g, (opening) => `${opening.charAt(0)}${opening}`);
}

/** The text that `literal` was given, for people. */
export function unescaped(text: string): string {
  return text.replaceAll(/([$%])\1\{/g, (_, sign: string) => `${sign}{`);
}

/** A copy of plain data with the texts that `literalData` was given. */
export function unescapedData<T>(value: T): T {
  return mapTexts(value, unescaped) as T;
}

/** A copy of plain data in which Terraform interprets no text. */
export function literalData(value: unknown): unknown {
  return mapTexts(value, literal);
}

function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === "string") return map(value);
  if (Array.isArray(value)) return value.map((inner) => mapTexts(inner, map));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [map(key), mapTexts(inner, map)]));
}
