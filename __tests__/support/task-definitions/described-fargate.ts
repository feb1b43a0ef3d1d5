import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What describe-task-definition answers of a service with an application and a proxy before it, as a team saved it. */
export const describedFargate = readFileSync(join(__dirname, "described-fargate.json"), "utf8");
