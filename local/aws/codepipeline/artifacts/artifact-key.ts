import { randomInt } from "node:crypto";

const LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A new key for an artifact, as CodePipeline names them: no more than the beginning of each name, then 7 random characters. */
export function newArtifactKey(pipelineName: string, artifactName: string): string {
  const random = Array.from({ length: 7 }, () => LETTERS_AND_DIGITS[randomInt(LETTERS_AND_DIGITS.length)]);
  return `${pipelineName.slice(0, 20)}/${artifactName.slice(0, 10)}/${random.join("")}`;
}
