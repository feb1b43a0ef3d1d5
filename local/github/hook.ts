/** A webhook as GitHub keeps it; `config.secret` is the real one. */
export interface Hook {
  readonly id: number;
  readonly active: boolean;
  readonly events: readonly string[];
  readonly config: HookConfig;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface HookConfig {
  readonly url: string;
  readonly content_type: string;
  readonly insecure_ssl: string;
  readonly secret?: string;
}

/** One event sent to one hook, and what came back. */
export interface HookDelivery {
  readonly guid: string;
  readonly hookId: number;
  readonly event: string;
  readonly url: string;
  /** Null where nobody answered; `body` then says why. */
  readonly status: number | null;
  readonly body: string;
}
