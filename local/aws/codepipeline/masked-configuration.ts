/** A configuration as AWS shows it: without its secret. */
export function maskedConfiguration(configuration: Readonly<Record<string, string>>): Record<string, string> {
  return "OAuthToken" in configuration ? { ...configuration, OAuthToken: "****" } : configuration;
}
