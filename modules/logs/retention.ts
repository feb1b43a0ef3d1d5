import type { Finding } from "../findings/finding";
import { notOneOf } from "../findings/value-errors";

const retentions = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** What CloudWatch Logs would refuse as the days that logs are kept. */
export function retentionFindings(property: string, days: number | undefined): readonly Finding[] {
  return notOneOf(property, days, retentions, "CloudWatch Logs API: PutRetentionPolicy");
}
