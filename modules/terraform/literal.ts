/** Text that Terraform must not interpret: `${` and `%{` reach AWS as they are written. */
export function literal(text: string): string {
  // A function, because in a replacement text `$$` means one `$`.
  return text.replaceAll(/[$%]\{/g, (opening) => `${opening.charAt(0)}${opening}`);
}

/** The text that `literal` was given, for people. */
export function unescaped(text: string): string {
  return text.replaceAll(/([$%])\1\{/g, (_, sign: string) => `${sign}{`);
}
