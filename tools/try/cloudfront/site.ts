import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultRootObject } from "../../../modules/cloudfront/distribution-config";
import { isPathInSource } from "../../../modules/codebuild/buildspec-path";
import type { CloudfrontContinuousDeploymentSettings } from "../../../settings/schema/cloudfront-continuous-deployment";

const shippedBuild = join(__dirname, "../../../buildspec/build-site.yml");

/** What a build specification of a user's own may run: npm's clean install, and its build, which has nothing left to do. */
const npmFiles = {
  "package.json": { name: "site", version: "1.0.0", scripts: { build: "true" } },
  "package-lock.json": {
    name: "site",
    version: "1.0.0",
    lockfileVersion: 3,
    packages: { "": { name: "site", version: "1.0.0" } },
  },
};

/** What a page of the stand-in says. */
export const pageOf = (version: number): string => `The site, version ${version}\n`;

/** A stand-in for the site whose repository the entry names: as little as its build needs. */
export function siteOf(
  { build, distribution, outputDirectory = "dist" }: CloudfrontContinuousDeploymentSettings,
  version: number,
): Readonly<Record<string, string>> {
  const { buildspec } = build ?? {};
  const { defaultRootObject: root = defaultRootObject } = distribution ?? {};
  return {
    "README.md": "A stand-in for the site.\n",
    [`${folderOf(outputDirectory)}${root}`]: pageOf(version),
    ...(buildspec === undefined ? {} : ownBuild(buildspec)),
  };
}

/** In front of a file's name: nothing where the folder is the source itself. */
function folderOf(outputDirectory: string): string {
  const parts = outputDirectory.split("/").filter((part) => part !== "" && part !== ".");
  return parts.map((part) => `${part}/`).join("");
}

/** Where the source is to have a build specification, it has this project's; one that is given is run as it is. */
function ownBuild(buildspec: string): Readonly<Record<string, string>> {
  if (isPathInSource(buildspec)) return { [buildspec]: readFileSync(shippedBuild, "utf8") };
  const texts = Object.entries(npmFiles).map(([path, content]) => [path, `${JSON.stringify(content)}\n`]);
  return Object.fromEntries(texts);
}
