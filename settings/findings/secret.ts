const secretName = /token|secret|passw|credential|api_?key|private_?key/i;

// As GitHub, AWS, GitLab, Slack and OpenSSL write them (GitHub: About authentication to GitHub; IAM: Unique identifiers).
const secretValue =
  /\b(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{16,}|A[KS]IA[A-Z0-9]{16}\b|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,})|-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** What stands in a report in place of a secret. */
export const hidden = "(not shown: it may be a secret)";

/** Whether a key's name says that its value is not for everybody's eyes. */
export function namesSecret(key: PropertyKey): boolean {
  return typeof key === "string" && secretName.test(key);
}

/** Whether a text holds a token, a private key or an AWS access key, lasting (AKIA) or temporary (ASIA). */
export function holdsSecret(text: string): boolean {
  return secretValue.test(text);
}

/** A text with its tokens and access keys taken out. */
export function withoutSecrets(text: string): string {
  return text.replaceAll(new RegExp(secretValue, "g"), hidden);
}
