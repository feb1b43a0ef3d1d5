import { readdirSync, readFileSync } from "node:fs";
import { startLocalAws } from "../../../local/aws/local-aws";

// Prints the process id of moto, the only child of this process, and waits to be killed.
startLocalAws().then(() => console.log(childOf(process.pid)));

function childOf(parent: number): string | undefined {
  return readdirSync("/proc").find((pid) => /^\d+$/.test(pid) && parentOf(pid) === parent);
}

function parentOf(pid: string): number | undefined {
  try {
    return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    // The process ended while we read.
    return undefined;
  }
}
