import type { TerraformRun } from "../../local/terraform/run-terraform";
import { say } from "./say";

const created = /^(\S+): Creation complete after (\S+)/;
const slow = /^(\S+): Still creating\.\.\. \[(\S+) elapsed\]/;

/** Prints what an apply creates as it does so, and fails as it fails. */
export async function showProgress(run: TerraformRun): Promise<void> {
  const waiting = new Set<string>();
  run.onLine((line) => {
    const [, done, after] = created.exec(line) ?? [];
    if (done !== undefined) say(`  + ${done} (${after})`);
    const [, slowOne] = slow.exec(line) ?? [];
    if (slowOne === undefined || waiting.has(slowOne)) return;
    waiting.add(slowOne);
    say(`  … ${slowOne}: the AWS provider waits for it, up to a minute`);
  });
  const { code, stdout, stderr } = await run.ended;
  if (code !== 0) throw new Error(stderr || stdout);
  say(`  ${/Apply complete!.*/.exec(stdout)?.[0] ?? "applied"}`);
}
