import { afterAll, beforeAll } from "vitest";
import { awsScript } from "../../../../../local/aws/codebuild/commands/aws-script";
import { PreloadedAws } from "../../../../../local/aws/codebuild/commands/preloaded/preloaded-aws";

/** A command that is `aws` while the tests of a suite run: the real AWS CLI, loaded once where that can be. */
export function usePreloadedAws(): () => string {
  const preloaded = new PreloadedAws();
  let command: string | undefined;
  beforeAll(async () => {
    const aws = await awsScript(preloaded);
    if ("missing" in aws) throw new Error(aws.missing);
    command = `#!/bin/sh\n${aws.script}\n`;
  });
  afterAll(() => preloaded.stop());
  return () => {
    if (command === undefined) throw new Error("Scripts run only while a test does.");
    return command;
  };
}
