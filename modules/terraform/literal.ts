/** Text that Terraform must not interpret: `${` and `%{` reach AWS as they are written. */
export function literal(text: string): string {
  return text.replaceAll("${", "$${").replaceAll("%{", "%%{");
}
