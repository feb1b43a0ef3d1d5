/** A time of the API's as the real provider stores it. */
export function timestamp(told: string): string {
  return `${told.replace("T", " ").replace(/Z$/, "")} +0000 UTC`;
}
