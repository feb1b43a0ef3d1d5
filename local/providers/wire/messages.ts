/** The shapes of the messages in tfplugin5.ts as grpc-js hands them over: absent messages are null, absent scalars their zero. */
export interface DynamicValue {
  readonly msgpack: Uint8Array;
  readonly json?: Uint8Array;
}

export interface AttributePath {
  readonly steps: readonly { readonly attribute_name: string }[];
}

export interface DiagnosticMessage {
  /** 1 is an error, 2 a warning. */
  readonly severity: 1 | 2;
  readonly summary: string;
  readonly detail?: string;
  readonly attribute?: AttributePath;
}

interface OfType {
  readonly type_name: string;
}

export interface ConfigMessage {
  readonly config: DynamicValue | null;
}

export type ResourceConfigMessage = OfType & ConfigMessage;

export interface UpgradeMessage extends OfType {
  readonly raw_state: { readonly json: Uint8Array } | null;
}

export interface ReadMessage extends OfType {
  readonly current_state: DynamicValue | null;
  readonly private: Uint8Array;
}

export interface PlanMessage extends OfType {
  readonly prior_state: DynamicValue | null;
  readonly proposed_new_state: DynamicValue | null;
  readonly prior_private: Uint8Array;
}

export interface ApplyMessage extends OfType {
  readonly prior_state: DynamicValue | null;
  readonly planned_state: DynamicValue | null;
  readonly planned_private: Uint8Array;
}

export interface ImportMessage extends OfType {
  readonly id: string;
}
