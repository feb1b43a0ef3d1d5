const property = "stackTraceLimit";

/**
 * Does work that makes many tokens. For each of them CDKTF captures a stack trace that nobody reads, which is half of the
 * memory of a large synth; it sets the limit itself, so the limit is taken out of its hands. Work that throws is done
 * again with traces, so that its error has one.
 */
export function withoutStackTraces<T>(work: () => T): T {
  const limit = Object.getOwnPropertyDescriptor(Error, property) ?? { value: 10, writable: true };
  Object.defineProperty(Error, property, { get: () => 0, set: () => undefined, configurable: true });
  const restore = () => Object.defineProperty(Error, property, { ...limit, configurable: true });
  try {
    return work();
  } catch {
    restore();
    return work();
  } finally {
    restore();
  }
}
