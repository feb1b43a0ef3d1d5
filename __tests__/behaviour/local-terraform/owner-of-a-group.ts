import { ProcessGroup } from "../../../local/terraform/process-group";

/** A program of its own, to be killed: it starts a group, prints the pid of a process in it, and waits. */
async function main(): Promise<void> {
  const group = new ProcessGroup(["sh", "-c", "echo $$; sleep 300"], {
    cwd: ".",
    env: { PATH: process.env.PATH ?? "" },
  });
  await group.printed("\n");
  process.stdout.write(group.output);
  await group.ended;
}

void main();
