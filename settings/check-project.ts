import type { Finding } from "../modules/findings/finding";
import { arnFindings } from "./findings/arns";
import { harmfulTexts } from "./findings/harmful";
import { projectFile, type SettingsFinding } from "./findings/location";
import { at, onePerProperty } from "./findings/merged";
import { projectFindings } from "./findings/project";
import { shapeFindings } from "./findings/shape";
import { valueAt } from "./findings/value-at";
import { writtenRegion } from "./findings/written-region";
import { literalTexts } from "./literal-texts";
import { plainCopy } from "./plain-copy";
import { inEveryVariant, isOfPlaceholder, placeholder, repaired, variants, withPlaceholders } from "./repair";
import { type ProjectSettings, projectSchema } from "./schema/project";

/** The project's settings as far as stacks can be made with them, and everything that is wrong with them. */
export interface CheckedProject {
  readonly project: ProjectSettings;
  /** What was written, as data. */
  readonly written: unknown;
  readonly findings: readonly SettingsFinding[];
}

// Never written: with findings there is no output. It lets the entries be checked in the same run as a wrong project, which
// may have said what account they stand in.
const anyProject: ProjectSettings = { region: "ap-northeast-1", allowedAccountIds: [placeholder] };

function valueFindings(value: unknown): readonly Finding[] {
  const ways = variants.flatMap((variant) => repaired(projectSchema, value, variant) ?? []);
  return inEveryVariant(ways.map(projectFindings), ({ property, problem }) => `${property} ${problem}`);
}

// The state's key is used where the state's bucket is.
function backendArns(written: unknown): readonly Finding[] {
  const backend = valueAt(written, ["backend"]);
  const region = valueAt(backend, ["region"]) === undefined ? writtenRegion(written) : writtenRegion(backend);
  return region === undefined ? [] : arnFindings(backend, "project.backend", region);
}

/** Checks what settings/project.ts exports. */
export function checkProject(exported: unknown): CheckedProject {
  const { value: written, findings: unreadable } = plainCopy(exported, "project");
  const harmful = harmfulTexts(written, "project");
  const harmless = withPlaceholders(written, harmful);
  const findings = onePerProperty([
    ...unreadable,
    ...harmful,
    ...shapeFindings(projectSchema, written, "project"),
    ...backendArns(written),
    ...valueFindings(harmless).filter((finding) => !isOfPlaceholder(finding)),
  ]);
  const project = findings.length === 0 ? literalTexts(written as ProjectSettings) : anyProject;
  return { project, written, findings: at(projectFile, findings) };
}
