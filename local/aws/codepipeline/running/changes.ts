/** Lets others wait until something changes. */
export class Changes {
  #tell = () => {};
  #next = this.#promise();

  /** Wakes up whoever waits. */
  changed(): void {
    const tell = this.#tell;
    this.#next = this.#promise();
    tell();
  }

  /** Resolves at the next change. */
  next(): Promise<void> {
    return this.#next;
  }

  #promise(): Promise<void> {
    return new Promise((resolve) => {
      this.#tell = resolve;
    });
  }
}
