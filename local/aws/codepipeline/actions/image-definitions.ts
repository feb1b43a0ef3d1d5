import { strFromU8 } from "fflate";
import { z } from "zod";
import { type ActionContext, ActionFailure } from "./action-provider";

const DEFAULT_FILE = "imagedefinitions.json";
// CodePipeline: Image definitions file reference.
const MOST_BYTES = 100 * 1024;

const imageDefinitions = z.array(z.object({ name: z.string().min(1), imageUri: z.string().min(1) })).min(1);

/** The image that a container shall run. */
export type ImageDefinition = z.output<typeof imageDefinitions>[number];

/** Reads the image definitions file of the input artifact. */
export async function imageDefinitionsIn({ action, artifacts }: ActionContext): Promise<ImageDefinition[]> {
  const { FileName: file = DEFAULT_FILE } = action.configuration;
  const [input = { name: "" }] = action.inputArtifacts;
  const content = (await artifacts.read(input.name))[file];
  if (content === undefined) {
    const { bucket, key } = artifacts.locationOf(input.name);
    throw invalid(
      `Did not find the image definition file ${file} in the input artifacts ZIP file. Verify the file is stored in ` +
        `your pipeline's Amazon S3 artifact bucket: ${bucket} key: ${key}`,
    );
  }
  if (content.length > MOST_BYTES) {
    throw invalid(`The image definition file ${file} has more than 100 KB`);
  }
  const result = imageDefinitions.safeParse(parsed(file, strFromU8(content)));
  if (result.success) return result.data;
  throw invalid(`${badFormat(file)}: ${z.prettifyError(result.error)}`);
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(`${badFormat(file)}: ${error instanceof Error ? error.message : error}`);
  }
}

// AWS's own words.
function badFormat(file: string): string {
  return `The image definition file ${file} contents invalid JSON format`;
}

function invalid(message: string): ActionFailure {
  return new ActionFailure("ConfigurationError", message);
}
