/** Ctrl-C, or a `kill`: what runs is given up, and what was started is cleaned up. */
export interface Interruption {
  /** Settles when the user asks for the end. */
  readonly asked: Promise<void>;
  /** Settles with the work, or as soon as the user asks for the end. */
  stops(work: Promise<void>): Promise<void>;
}

export function interruption(): Interruption {
  const asked = new Promise<void>((resolve) => {
    process.once("SIGINT", () => resolve()).once("SIGTERM", () => resolve());
  });
  return {
    asked,
    stops: async (work) => {
      // Work that is given up fails as its processes end; that failure is no news.
      const ended = work.then(
        () => undefined,
        (error: unknown) => error,
      );
      const failure = await Promise.race([ended, asked]);
      if (failure !== undefined) throw failure;
    },
  };
}
