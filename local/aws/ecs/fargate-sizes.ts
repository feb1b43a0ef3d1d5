const GB = 1024;

// Amazon ECS developer guide: Troubleshoot Amazon ECS task definition invalid CPU or memory errors. CPU units, then MiB.
const SIZES: readonly (readonly [cpu: number, fewest: number, most: number, step: number])[] = [
  [512, GB, 4 * GB, GB],
  [1024, 2 * GB, 8 * GB, GB],
  [2048, 4 * GB, 16 * GB, GB],
  [4096, 8 * GB, 30 * GB, GB],
  [8192, 16 * GB, 60 * GB, 4 * GB],
  [16384, 32 * GB, 120 * GB, 8 * GB],
];

/** Whether a task of Fargate may have this many CPU units and MiB. */
export function isFargateSize(cpu: number, memory: number): boolean {
  if (cpu === 256) return [512, GB, 2 * GB].includes(memory);
  return SIZES.some(
    ([units, fewest, most, step]) =>
      units === cpu && memory >= fewest && memory <= most && (memory - fewest) % step === 0,
  );
}

/** CPU units of `256` or `.25 vCPU`. */
export function cpuUnits(text: string): number {
  return /vcpu/i.test(text) ? Number.parseFloat(text) * 1024 : Number(text);
}

/** MiB of `512` or `0.5 GB`. */
export function mebibytes(text: string): number {
  return /gb/i.test(text) ? Number.parseFloat(text) * GB : Number(text);
}
