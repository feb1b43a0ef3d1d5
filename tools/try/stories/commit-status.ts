/** Nothing yet. */
export async function prepare(): Promise<void> {}
export async function play(): Promise<void> {}
