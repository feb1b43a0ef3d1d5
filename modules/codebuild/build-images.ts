import { imageOfOtherEnvironment } from "../findings/build-errors";
import type { Finding } from "../findings/finding";

// AWS's own images, by the processor or system that they are built for (CodeBuild: Docker images provided by CodeBuild).
const environments: readonly (readonly [image: RegExp, fits: RegExp, what: string])[] = [
  [/^aws\/codebuild\/amazonlinux2?-aarch64-/, /^ARM_/, "ARM"],
  [/^aws\/codebuild\/(amazonlinux2?-x86_64-|standard:|ubuntu-)/, /^LINUX_/, "x86"],
  [/^aws\/codebuild\/windows-/, /^WINDOWS_/, "Windows"],
];

/** Finds an image of AWS's that does not run in an environment of this type: every build would fail at its start. */
export function imageFindings(image: string, environmentType: string): readonly Finding[] {
  const [, fits, what] = environments.find(([pattern]) => pattern.test(image)) ?? [];
  return fits === undefined || what === undefined || fits.test(environmentType)
    ? []
    : imageOfOtherEnvironment(image, what, environmentType);
}
