// Runs each file that it is told of, in this very shell. What a command sets outlives the command, and where a command
// ends the shell, what it had set is kept for the next one. The marks stand in the output, so that nothing overtakes them.
const DRIVER = `
trap '
  if (set -o posix) 2>/dev/null; then (set -o posix; set) else set; fi > "$0.variables"
  export -p > "$0.exports"
  pwd > "$0.folder"
' EXIT
if [ -e "$0.folder" ]; then
  grep -vE "^(BASH[A-Z_]*|EUID|PPID|SHELLOPTS|UID)=" "$0.variables" > "$0.settable"
  . "$0.settable"
  . "$0.exports"
  cd "$(cat "$0.folder")"
fi 2>/dev/null
while IFS= read -r _build_command; do
  . "$_build_command" </dev/null
  printf '%s %s\\n' "MARK" "$?"
done
trap - EXIT
kill -KILL 0
`;

// A command that ends the shell ends a child of this one, and the next command gets a new child.
const SUPERVISOR = `
if ! command -v SHELL_NAME >/dev/null; then
  while IFS= read -r _; do
    printf '%s\\n%s %s\\n' "SHELL_NAME: not found" "MARK" 127
  done
fi
while :; do
  SHELL_NAME "$0.driver"
  printf '%s %s\\n' "MARK" "$?"
done
`;

/** The two scripts by their names: the one that runs commands, and the one that keeps it running. */
export function shellScripts(
  shell: string,
  mark: string,
): { readonly driver: string; readonly supervisor: string } {
  return {
    driver: DRIVER.replaceAll("MARK", mark),
    supervisor: SUPERVISOR.replaceAll("MARK", mark).replaceAll("SHELL_NAME", shell),
  };
}
