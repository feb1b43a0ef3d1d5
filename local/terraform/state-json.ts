/** The parts of `terraform show -json` that tests and the try-out read. Names are Terraform's. */
export interface StateJson {
  /** Absent while nothing is applied. */
  readonly values?: { readonly root_module: { readonly resources?: readonly StateResource[] } };
}

export interface StateResource {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}
