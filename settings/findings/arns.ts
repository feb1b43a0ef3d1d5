import { partitionOf } from "../../modules/aws/regions";
import { otherPartition, otherRegion } from "./errors";
import { leaves } from "./leaves";
import { type FindingAtPath, type Path, propertyPath } from "./location";

const form = /^arn:(aws[a-z-]*):([a-z0-9-]*):([a-z0-9-]*):/;

// What encrypts or reads for a service must be in the service's own Region.
const regional = ["kms", "codeconnections", "codestar-connections"];

// So must a topic that a rule tells of a pipeline; elsewhere, as in a variable of a build, its ARN is only a text.
const regionalKey = "topicArn";

// A statement may allow a call to any Region.
const isOfStatement = (path: Path): boolean =>
  path.some((key) => key === "statements" || key === "additionalStatements");

// A store of another Region stands under that Region's code.
function usedIn(path: Path, region: string): string {
  const [key, ofStore] = path;
  return key === "crossRegionArtifactStores" && typeof ofStore === "string" ? ofStore : region;
}

/** Finds the ARNs of another partition than a Region's, and those of another Region where AWS takes its own only. */
export function arnFindings(value: unknown, root: string, region: string): readonly FindingAtPath[] {
  const partition = partitionOf(region);
  return leaves(value).flatMap(({ leaf, path }) => {
    if (typeof leaf !== "string") return [];
    const [, arnPartition, service = "", arnRegion] = form.exec(leaf) ?? [];
    const property = propertyPath(root, path);
    if (arnPartition === undefined) return [];
    if (arnPartition !== partition) return [{ ...otherPartition(property, leaf, region, partition), path }];
    const needed = usedIn(path, region);
    const isBound = regional.includes(service) || (service === "sns" && path.at(-1) === regionalKey);
    const isElsewhere = isBound && !isOfStatement(path) && arnRegion !== needed;
    return isElsewhere ? [{ ...otherRegion(property, leaf, needed), path }] : [];
  });
}
