type Fields = Readonly<Record<string, unknown>>;

/** Says things in one JSON line each. What it is given is written: never hand it a token, a header or a key. */
export class Log {
  constructor(
    private readonly write: (line: string) => void,
    private readonly fields: Fields = {},
  ) {}

  /** The same log, whose lines carry more. */
  with(fields: Fields): Log {
    return new Log(this.write, { ...this.fields, ...fields });
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
    this.write(JSON.stringify({ level, message, ...this.fields, ...fields }));
  }
}
