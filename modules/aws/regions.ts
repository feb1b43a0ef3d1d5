const partitions = {
  aws: [
    ...["af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3"],
    ...["ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4"],
    ...["ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-central-1", "ca-west-1", "eu-central-1"],
    ...["eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3"],
    ...["il-central-1", "me-central-1", "me-south-1", "mx-central-1", "sa-east-1"],
    ...["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
  ],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
  "aws-us-gov": ["us-gov-east-1", "us-gov-west-1"],
  "aws-eusc": ["eusc-de-east-1"],
  "aws-iso": ["us-iso-east-1", "us-iso-west-1"],
  "aws-iso-b": ["us-isob-east-1", "us-isob-west-1"],
  "aws-iso-e": ["eu-isoe-west-1"],
  "aws-iso-f": ["us-isof-east-1", "us-isof-south-1"],
} as const;

/** A part of AWS with accounts and ARNs of its own. */
export type Partition = keyof typeof partitions;

const known = Object.values(partitions).flat() as readonly string[];

// The part of a code that a partition's Regions share, so that tomorrow's Region has its partition too.
const prefixes: readonly (readonly [prefix: string, partition: Partition])[] = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["eusc-", "aws-eusc"],
  ["us-iso-", "aws-iso"],
  ["us-isob-", "aws-iso-b"],
  ["eu-isoe-", "aws-iso-e"],
  ["us-isof-", "aws-iso-f"],
];

/** Whether a text has the form of a Region's code. AWS opens new Regions, so the form decides what is refused. */
export function hasFormOfRegion(text: string): boolean {
  return /^[a-z]{2,4}(-[a-z]+){1,2}-\d{1,2}$/.test(text);
}

/** Whether this project knows the Region (AWS General Reference: Regions and endpoints, 2026). */
export function isKnownRegion(region: string): boolean {
  return known.includes(region);
}

/** The Region that somebody meant who wrote it in capitals, with other separators or with a zone's letter. */
export function closestRegion(text: string): string | undefined {
  const plain = text.toLowerCase().replaceAll(/[\s_.]+/g, "-");
  return known.find((region) => plain === region || plain.replace(/[a-z]$/, "") === region);
}

/** The partition of a Region, by its code's beginning. */
export function partitionOf(region: string): Partition {
  return prefixes.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";
}
