import type { NewEvent, Scope } from "../../gateway/scope";

/** Puts the events of one execution on the bus, one after the other. Nothing waits for a delivery but the end. */
export class EventQueue {
  #last: Promise<void> = Promise.resolve();
  #failure: { readonly cause: unknown } | undefined;

  constructor(private readonly scope: Scope) {}

  add(event: NewEvent): void {
    const time = `${new Date(this.scope.clock.now()).toISOString().slice(0, 19)}Z`;
    this.#last = this.#last
      .then(() => this.scope.emit({ time, ...event }))
      .catch((cause: unknown) => {
        this.#failure ??= { cause };
      });
  }

  /** Waits until every event is delivered. */
  async drained(): Promise<void> {
    await this.#last;
    if (this.#failure !== undefined) throw this.#failure.cause;
  }
}
