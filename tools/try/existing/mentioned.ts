/** Every object and text in settings, however deep. */
function* within(value: unknown): Generator<unknown> {
  yield value;
  if (typeof value !== "object" || value === null) return;
  for (const child of Object.values(value)) yield* within(child);
}

/** The ARNs that settings name, each once. */
export function mentionedArns(settings: object): readonly string[] {
  const texts = [...within(settings)].filter((value) => typeof value === "string");
  return [...new Set(texts.filter((text) => text.startsWith("arn:")))];
}

/** The texts that settings give for a key, wherever it stands, each once. */
export function mentioned(settings: object, key: string): readonly string[] {
  const texts = [...within(settings)]
    .filter((value) => typeof value === "object" && value !== null)
    .map((value) => (value as Readonly<Record<string, unknown>>)[key])
    .filter((value) => typeof value === "string");
  return [...new Set(texts)];
}
