import type { Permissions } from "./app";
import { CONTROL_ROOT } from "./control";

/** A GitHub App that is to exist. */
export interface AppSettings {
  /** @default any */
  readonly appId?: number;
  /** @default made of the number */
  readonly clientId?: string;
  /** @default made of the number */
  readonly slug?: string;
  /** PEM. @default that of a new pair, whose private key the answer holds */
  readonly publicKey?: string;
  /** @default commit statuses, to write them */
  readonly permissions?: Permissions;
  /** Whose it is installed at; without `repositories`, for all of them. */
  readonly installations: readonly {
    /** @default any */
    readonly id?: number;
    readonly owner: string;
    readonly repositories?: readonly string[];
  }[];
  /** @default an hour */
  readonly tokenLifetimeSeconds?: number;
}

/** An app of a local GitHub. */
export interface LocalApp {
  readonly appId: number;
  readonly slug: string;
  /** PEM, where the local GitHub has made the pair. */
  readonly privateKey?: string;
  readonly installations: readonly { readonly id: number; readonly owner: string }[];
}

/** Makes an app in the local GitHub at a URL, and installs it. */
export async function registerLocalApp(url: string, app: AppSettings): Promise<LocalApp> {
  const response = await fetch(`${url.replace(/\/+$/, "")}${CONTROL_ROOT}/apps`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(app),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The app was not made (${response.status}): ${text}`);
  return JSON.parse(text) as LocalApp;
}
