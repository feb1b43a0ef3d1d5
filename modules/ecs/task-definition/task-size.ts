/** CPU units of a task, as in "256", ".25 vCPU" or "1 vcpu". */
export function cpuUnits(cpu: unknown): number | undefined {
  return amount(cpu, /^(\d*\.?\d+)\s*vcpu$/i);
}

/** MiB of a task, as in "512", "0.5GB" or "1 GB". */
export function mebibytes(memory: unknown): number | undefined {
  return amount(memory, /^(\d*\.?\d+)\s*gb$/i);
}

function amount(value: unknown, inThousands: RegExp): number | undefined {
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text);
  const large = inThousands.exec(text)?.[1];
  return large === undefined ? undefined : Number(large) * 1024;
}
