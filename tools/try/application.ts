import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isPathInSource } from "../../modules/codebuild/buildspec-path";
import type { GithubToEcsSettings } from "../../settings/schema/github-to-ecs";
import { actionsOf, stagesOf } from "../../settings/schema/release-path";

const passing =
  "version: 0.2\nphases:\n  build:\n    commands:\n      - echo the tests of a stand-in have passed\n";

/** A stand-in for the application whose repository the entry names: as little as its builds and tests need. */
export function applicationOf(settings: GithubToEcsSettings): Readonly<Record<string, string>> {
  const { buildspec } = settings.build ?? {};
  const tests = stagesOf(settings)
    .flatMap(actionsOf)
    .flatMap((action) =>
      action.type === "test" && isPathInSource(action.buildspec) ? [action.buildspec] : [],
    );
  return {
    "README.md": "A stand-in for the application.\n",
    Dockerfile: "FROM scratch\nCOPY README.md /\n",
    ...Object.fromEntries(tests.map((path) => [path, passing])),
    ...(buildspec !== undefined && isPathInSource(buildspec)
      ? { [buildspec]: readFileSync(join(__dirname, "../../buildspec/build-image.yml"), "utf8") }
      : {}),
  };
}
