import { ActionFailure } from "../../actions/action-provider";

interface Field {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  readonly names?: readonly string[];
  of(time: Date): number;
}

// CodePipeline user guide: DeploymentWindow rule.
const FIELDS: readonly Field[] = [
  { name: "seconds", first: 0, last: 59, of: (time) => time.getUTCSeconds() },
  { name: "minutes", first: 0, last: 59, of: (time) => time.getUTCMinutes() },
  { name: "hours", first: 0, last: 23, of: (time) => time.getUTCHours() },
  { name: "day of month", first: 1, last: 31, of: (time) => time.getUTCDate() },
  {
    name: "month",
    first: 1,
    last: 12,
    names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
    of: (time) => time.getUTCMonth() + 1,
  },
  {
    name: "day of week",
    first: 1,
    last: 7,
    names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
    of: (time) => time.getUTCDay() + 1,
  },
  { name: "year", first: 1970, last: 2199, of: (time) => time.getUTCFullYear() },
];

/** Six or seven fields, seconds first. L, W and # are not understood here: such a window never opens. */
export class CronExpression {
  readonly #tests: readonly ((time: Date) => boolean)[];

  constructor(private readonly text: string) {
    const parts = text.trim().split(/\s+/);
    if (parts.length < 6 || parts.length > 7) throw this.#invalid("it has six or seven fields");
    this.#tests = parts.map((part, index) => this.#test(part, FIELDS[index] as Field));
  }

  /** Whether the expression names that second, told as UTC. */
  matches(time: Date): boolean {
    return this.#tests.every((test) => test(time));
  }

  #test(part: string, field: Field): (time: Date) => boolean {
    if (part === "?") return () => true;
    const ranges = part.split(",").map((range) => this.#range(range, field));
    return (time) => {
      const value = field.of(time);
      return ranges.some(({ from, to, step }) => value >= from && value <= to && (value - from) % step === 0);
    };
  }

  #range(text: string, field: Field): { from: number; to: number; step: number } {
    const [, range = "", steps] = /^([^/]+)(?:\/(\d+))?$/.exec(text) ?? [];
    const step = steps === undefined ? 1 : Number(steps);
    const [low = "", high, ...others] = range.split("-");
    if (step === 0 || others.length > 0) throw this.#invalid(`${text} is no ${field.name}`);
    if (range === "*") return { from: field.first, to: field.last, step };
    const from = this.#number(low, field);
    const open = steps === undefined ? from : field.last;
    return { from, to: high === undefined ? open : this.#number(high, field), step };
  }

  #number(text: string, { name, first, last, names = [] }: Field): number {
    const named = names.indexOf(text.toUpperCase());
    const value = named >= 0 ? named + first : /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= first && value <= last) return value;
    throw this.#invalid(`the local AWS does not understand ${text} as ${name}`);
  }

  #invalid(reason: string): ActionFailure {
    return new ActionFailure(
      "ConfigurationError",
      `The cron expression ${this.text} is not valid: ${reason}`,
    );
  }
}
