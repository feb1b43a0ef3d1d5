import { AsyncLocalStorage } from "node:async_hooks";

type Fields = Readonly<Record<string, unknown>>;

// What is said far below an invocation, such as that GitHub is asked again, says of which event too.
const invocation = new AsyncLocalStorage<Fields>();

/** Says things in one JSON line each. What it is given is written: never hand it a token, a header or a key. */
export class Log {
  constructor(private readonly write: (line: string) => void) {}

  /** Lets every line that is written meanwhile carry more, whoever writes it. */
  during<T>(fields: Fields, work: () => Promise<T>): Promise<T> {
    return invocation.run({ ...invocation.getStore(), ...fields }, work);
  }

  info(message: string, fields: Fields = {}): void {
    this.#line("info", message, fields);
  }

  warn(message: string, fields: Fields = {}): void {
    this.#line("warn", message, fields);
  }

  error(message: string, fields: Fields = {}): void {
    this.#line("error", message, fields);
  }

  #line(level: string, message: string, fields: Fields): void {
    this.write(JSON.stringify({ level, message, ...invocation.getStore(), ...fields }));
  }
}
