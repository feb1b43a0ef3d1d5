/** How many seconds GitHub asks to wait: by `retry-after`, or until its limit is renewed. */
export function waitInSeconds(headers: Headers, now: number): number | undefined {
  const retryAfter = headers.get("retry-after");
  if (retryAfter !== null) return seconds(retryAfter) ?? secondsUntil(Date.parse(retryAfter), now) ?? 0;
  if (headers.get("x-ratelimit-remaining") !== "0") return undefined;
  const reset = seconds(headers.get("x-ratelimit-reset") ?? "");
  return reset === undefined ? 0 : secondsUntil(reset * 1000, now);
}

function seconds(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function secondsUntil(time: number, now: number): number | undefined {
  return Number.isNaN(time) ? undefined : Math.max(0, Math.ceil((time - now) / 1000));
}
