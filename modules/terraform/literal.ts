/** Text that Terraform must not interpret: `${` and `%{` reach AWS as they are written. */
export function literal(text: string): string {
  return text.replaceAll("${", "$${").replaceAll("%{", "%%{");
}

/** The text that `literal` was given, for people. */
export function unescaped(text: string): string {
  return text.replaceAll("$${", "${").replaceAll("%%{", "%{");
}
