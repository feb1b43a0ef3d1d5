/** The lines that give another shell an environment: what it must forget, and what it must know. */
export function exportsOf(
  environment: Readonly<Record<string, string>>,
  forgotten: readonly string[],
): readonly string[] {
  const others = [...new Set(forgotten)].filter((name) => !(name in environment)).sort();
  const given = Object.entries(environment).sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    ...(others.length > 0 ? [`unset ${others.join(" ")}`] : []),
    ...given.map(([name, value]) => `export ${name}=${quoted(value)}`),
  ];
}

const quoted = (value: string): string =>
  /^[\w./:,@-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
