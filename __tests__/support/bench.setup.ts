import type { TestProject } from "vitest/node";
import { type Bench, missingForBench, startBench } from "../../local/bench";
import { summaryOf } from "../../local/terraform/found-providers";

declare module "vitest" {
  export interface ProvidedContext {
    readonly bench: Bench | undefined;
    readonly missingForBench: string | undefined;
  }
}

/** Starts the bench once for all test files, and ends it with them. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const missing = await missingForBench();
  project.provide("missingForBench", missing);
  if (missing !== undefined) {
    project.provide("bench", undefined);
    return undefined;
  }
  const bench = await startBench();
  const { awsEndpoint, githubUrl, providers } = bench;
  project.provide("bench", { awsEndpoint, githubUrl, providers });
  console.log(summaryOf(providers));
  return () => bench.stop();
}
