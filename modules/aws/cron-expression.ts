// A field of a cron expression: one value, a range or steps, or several of these.
function cronField(value: string, ...special: readonly string[]): string {
  const item = [...special, String.raw`(\*|${value}(-${value})?)(/\d{1,4})?`].join("|");
  return `(${item})(,(${item}))*`;
}

const monthDay = "(0?[1-9]|[12]\\d|3[01])";
const weekDay = "([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)";

// Seconds are always *, and one of the two days may be left open (CodePipeline: DeploymentWindow rule).
const sixFields = [
  "(?!.* \\? \\S+ \\?( |$))\\*",
  cronField("[0-5]?\\d"),
  cronField("([01]?\\d|2[0-3])"),
  cronField(monthDay, "\\?", "L(-\\d{1,2})?", "LW", `${monthDay}W`),
  cronField("(0?[1-9]|1[0-2]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"),
  cronField(weekDay, "\\?", "L", `${weekDay}L`, `${weekDay}#[1-5]`),
].join(" ");
const year = cronField("(19[7-9]\\d|2[01]\\d\\d)");

/** A cron expression of CodePipeline's: six fields or seven, each with what AWS takes there. */
export const cronExpression = new RegExp(`^${sixFields}( ${year})?$`, "i");
