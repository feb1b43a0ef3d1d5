import { strFromU8 } from "fflate";
import { z } from "zod";
import { READ_ONLY_KEYS } from "../../ecs/read-only-keys";
import { isObject } from "../../json";
import { type ActionContext, ActionFailure, type ArtifactFiles } from "./action-provider";

// CodePipeline user guide: Quotas, maximum size of artifacts in a source stage.
const MOST_BYTES = 3 * 1024 * 1024;
const IMAGE_NUMBERS = [1, 2, 3, 4] as const;

const imageDetail = z.looseObject({ ImageURI: z.string().min(1) });

/** What CodeDeploy gets: the task definition to register, and the AppSpec file that names it. */
export interface BlueGreenTemplates {
  readonly taskDefinition: object;
  readonly appSpec: string;
}

/** Reads the templates of the action's artifacts and puts the images in where the task definition names them. */
export async function blueGreenTemplates(context: ActionContext): Promise<BlueGreenTemplates> {
  const { configuration } = context.action;
  const {
    TaskDefinitionTemplateArtifact = "",
    TaskDefinitionTemplatePath = "taskdef.json",
    AppSpecTemplateArtifact = "",
    AppSpecTemplatePath = "appspec.yaml",
  } = configuration;
  const artifacts = new InputArtifacts(context);
  const template = await artifacts.text(
    TaskDefinitionTemplateArtifact,
    TaskDefinitionTemplatePath,
    "task definition",
  );
  const appSpec = await artifacts.text(AppSpecTemplateArtifact, AppSpecTemplatePath, "appspec");
  let text = template;
  for (const number of IMAGE_NUMBERS) {
    const artifact = configuration[`Image${number}ArtifactName`];
    const placeholder = configuration[`Image${number}ContainerName`];
    if (artifact === undefined && placeholder === undefined) continue;
    if (artifact === undefined || placeholder === undefined) {
      const missing = `Image${number}${artifact === undefined ? "ArtifactName" : "ContainerName"}`;
      throw invalid(`Action configuration is missing '${missing}' configuration.`);
    }
    text = text.replaceAll(`<${placeholder}>`, await imageUri(artifacts, artifact));
  }
  return { taskDefinition: taskDefinitionIn(text, TaskDefinitionTemplatePath), appSpec };
}

async function imageUri(artifacts: InputArtifacts, artifact: string): Promise<string> {
  const text = await artifacts.text(artifact, "imageDetail.json", "image");
  const result = imageDetail.safeParse(parsed(text));
  if (result.success) return result.data.ImageURI;
  throw unreadable("image", artifact);
}

function taskDefinitionIn(text: string, path: string): object {
  const definition = parsed(text);
  if (!isObject(definition)) throw invalid(`The task definition template file ${path} is not a JSON object`);
  const refused = READ_ONLY_KEYS.find((key) => key in definition);
  if (refused === undefined) return definition;
  throw invalid(
    `The task definition template file ${path} has the key ${refused}, which ECS tells and does not take`,
  );
}

/** The input artifacts of the action, each read once. */
class InputArtifacts {
  readonly #read = new Map<string, ArtifactFiles>();

  constructor(private readonly context: ActionContext) {}

  async text(artifact: string, path: string, what: string): Promise<string> {
    if (!this.context.action.inputArtifacts.some(({ name }) => name === artifact)) {
      throw invalid(`The action has no input artifact ${artifact}`);
    }
    const content = (await this.#files(artifact, what))[path];
    if (content === undefined) throw unreadable(what, artifact);
    return strFromU8(content);
  }

  async #files(artifact: string, what: string): Promise<ArtifactFiles> {
    const known = this.#read.get(artifact);
    if (known !== undefined) return known;
    const { artifacts } = this.context;
    if ((await artifacts.sizeOf(artifact)) > MOST_BYTES) throw unreadable(what, artifact);
    const files = await artifacts.read(artifact);
    this.#read.set(artifact, files);
    return files;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

// AWS's own words, also for an artifact that is too large.
function unreadable(what: string, artifact: string): ActionFailure {
  return invalid(`Exception while trying to read the ${what} artifact file from: ${artifact}`);
}

function invalid(message: string): ActionFailure {
  return new ActionFailure("ConfigurationError", message);
}
