import type { DiagnosticMessage } from "../wire/messages";

/** A failure that Terraform shows as the provider's own error, at an attribute where one is to blame. */
export class ProviderError extends Error {
  constructor(
    readonly summary: string,
    readonly about: { readonly detail?: string; readonly attribute?: string } = {},
  ) {
    super(about.detail ? `${summary}: ${about.detail}` : summary);
    this.name = "ProviderError";
  }
}

/** Any error as a diagnostic: Terraform reports a gRPC error as a crash of the plugin. */
export function diagnosticOf(error: unknown): DiagnosticMessage {
  if (!(error instanceof ProviderError)) {
    return { severity: 1, summary: error instanceof Error ? error.message : String(error) };
  }
  const { detail, attribute } = error.about;
  return {
    severity: 1,
    summary: error.summary,
    ...(detail ? { detail } : {}),
    ...(attribute ? { attribute: { steps: [{ attribute_name: attribute }] } } : {}),
  };
}
