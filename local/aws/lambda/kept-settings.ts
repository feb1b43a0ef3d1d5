import { z } from "zod";
import { type Scope, ScopedState } from "../gateway/scope";

/** The settings of a function that moto forgets. */
export const forgottenSettings = z.object({
  DeadLetterConfig: z.object({ TargetArn: z.string().optional() }).optional(),
  LoggingConfig: z
    .looseObject({ LogFormat: z.string().optional(), LogGroup: z.string().optional() })
    .optional(),
});

type Settings = z.output<typeof forgottenSettings>;

/** By name of the function: every version and alias has those of the function. */
const settingsIn = new ScopedState(() => new Map<string, Settings>());

/** Remembers those that a request sets; the others stay. */
export function keepSettings(
  scope: Scope,
  name: string,
  { DeadLetterConfig, LoggingConfig }: Settings,
): void {
  const before = settingsIn.of(scope).get(name) ?? {};
  settingsIn.of(scope).set(name, {
    ...before,
    ...(DeadLetterConfig === undefined ? {} : { DeadLetterConfig }),
    ...(LoggingConfig === undefined ? {} : { LoggingConfig: { ...before.LoggingConfig, ...LoggingConfig } }),
  });
}

/** Forgets them with the function. */
export function forgetSettings(scope: Scope, name: string): void {
  settingsIn.of(scope).delete(name);
}

/** They as Lambda shows them, with its defaults. */
export function keptSettingsOf(scope: Scope, name: string) {
  const { DeadLetterConfig, LoggingConfig } = settingsIn.of(scope).get(name) ?? {};
  return {
    ...(DeadLetterConfig?.TargetArn ? { DeadLetterConfig } : {}),
    LoggingConfig: { LogFormat: "Text", LogGroup: `/aws/lambda/${name}`, ...LoggingConfig },
  };
}
