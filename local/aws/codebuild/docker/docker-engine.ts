import { resolve } from "node:path";
import { buildImage } from "./build-image";
import { type CommandResult, type DockerCall, DockerError, optionsOf, printed } from "./docker-command";
import { BUILD_OPTIONS, flag, pairOf, text } from "./docker-options";
import type { ContainerEnd, DockerRun } from "./docker-runs";
import { imageReference, repositoryName, taggedName } from "./image-reference";
import { ImageStore } from "./image-store";
import { inspected } from "./inspect-image";
import { inspectedRemotely } from "./inspect-remote-image";
import type { Registries } from "./registry";
import { runCall } from "./run-options";

type Command = (args: readonly string[], call: DockerCall) => CommandResult | Promise<CommandResult>;

/** Stands in for Docker in one build or job: keeps images by content, and speaks to the registries of ECR. */
export class DockerEngine {
  readonly #store = new ImageStore();
  readonly #commands: Readonly<Record<string, Command>> = {
    build: (args, call) => this.#build("build", args, call),
    "buildx build": (args, call) => this.#build("buildx build", args, call),
    "buildx create": () => printed("local-aws"),
    "buildx imagetools": ([command = "", ...args]) => this.#imageTools(command, args),
    "buildx use": () => printed(),
    images: (args) => this.#images(args),
    inspect: (args) => this.#inspect("inspect", args),
    login: (args, call) => this.#login(args, call),
    logout: ([host = ""]) => this.#logout(host),
    pull: (args) => this.#pull(args),
    push: (args) => this.#push(args),
    run: (args, call) => this.#run(args, call),
    tag: (args) => this.#tag(args),
    "--version": () => printed("Docker version 0.0.0, build local-aws"),
    version: () => printed("Docker version 0.0.0, build local-aws"),
  };

  constructor(
    private readonly registries: Registries,
    /** Told of each container that would run; answers with what it comes to. */
    private readonly ran: (run: Omit<DockerRun, "exitCode">) => ContainerEnd | Promise<ContainerEnd>,
  ) {}

  /** Carries a call out; what the stand-in does not know fails. */
  async carryOut(call: DockerCall): Promise<CommandResult> {
    const words = call.args[0] === "image" ? call.args.slice(1) : call.args;
    const name = words[0] === "buildx" ? words.slice(0, 2).join(" ") : (words[0] ?? "");
    const known = name === "ls" ? "images" : name;
    const command = this.#commands[known];
    try {
      if (command === undefined) {
        throw new DockerError(`The stand-in for docker does not know "docker ${call.args.join(" ")}"`);
      }
      return await command(words.slice(name.split(" ").length), call);
    } catch (error) {
      if (!(error instanceof DockerError)) throw error;
      return { exitStatus: 1, stdout: "", stderr: `${error.message}\n` };
    }
  }

  async #login(args: readonly string[], { input }: DockerCall): Promise<CommandResult> {
    const { values, positionals } = optionsOf("login", args, {
      username: { ...text, short: "u" },
      password: { ...text, short: "p" },
      "password-stdin": flag,
    });
    const password = values["password-stdin"] ? input : values.password;
    if (values.username === undefined || !password?.trim()) {
      throw new DockerError("Error: Cannot perform an interactive login from a non TTY device");
    }
    const host = (positionals[0] ?? "docker.io").replace(/^https:\/\//, "").replace(/\/.*$/, "");
    await this.registries.login(host, values.username, password);
    return printed("Login Succeeded");
  }

  #logout(host: string): CommandResult {
    this.registries.logout(host);
    return printed(`Removing login credentials for ${host}`);
  }

  async #build(command: string, args: readonly string[], { folder }: DockerCall): Promise<CommandResult> {
    const { values, positionals } = optionsOf(command, args, BUILD_OPTIONS);
    const [context] = positionals;
    if (context === undefined || positionals.length > 1 || context === "-" || context.includes("://")) {
      throw new DockerError(
        `ERROR: "docker ${command}" of the stand-in requires exactly 1 argument, a folder`,
      );
    }
    const image = await buildImage({
      context: resolve(folder, context),
      dockerfile: resolve(folder, values.file ?? `${context}/Dockerfile`),
      buildArgs: Object.fromEntries((values["build-arg"] ?? []).map(pairOf)),
      target: values.target,
      platform: values.platform ?? "linux/amd64",
      labels: values.label ?? [],
      baseLayers: (name) => this.#baseLayers(name),
    });
    const id = this.#store.add(image);
    const tags = values.tag ?? [];
    for (const tag of tags) this.#store.tag(id, tag);
    const pushed = values.push ? await this.#pushAll(tags) : [];
    if (values.quiet) return printed(id);
    return printed(
      "The stand-in for docker runs no line of the Dockerfile: the image is its content.",
      `writing image ${id}`,
      ...tags.map((tag) => `naming to ${taggedName(imageReference(tag))}`),
      ...pushed,
    );
  }

  async #baseLayers(name: string): Promise<readonly Uint8Array[] | undefined> {
    const here = this.#store.find(name);
    if (here !== undefined) return this.#store.layers(here);
    if (imageReference(name).host?.includes(".dkr.ecr.") !== true) return undefined;
    return this.#store.layers(await this.#pullOne(name));
  }

  #tag(args: readonly string[]): CommandResult {
    const [source = "", target = ""] = optionsOf("tag", args, {}).positionals;
    this.#store.tag(this.#existing(source), target);
    return printed();
  }

  async #push(args: readonly string[]): Promise<CommandResult> {
    const options = { "all-tags": { ...flag, short: "a" }, quiet: { ...flag, short: "q" } } as const;
    const { values, positionals } = optionsOf("push", args, options);
    const [name = ""] = positionals;
    const wanted = values["all-tags"]
      ? this.#store.tags.map(([tag]) => tag).filter((tag) => tag.startsWith(`${name}:`))
      : [name];
    return printed(...(await this.#pushAll(wanted)));
  }

  async #pushAll(names: readonly string[]): Promise<string[]> {
    const lines: string[] = [];
    for (const name of names) {
      const reference = imageReference(name);
      const id = this.#store.find(name);
      if (id === undefined) {
        throw new DockerError(`An image does not exist locally with the tag: ${repositoryName(reference)}`);
      }
      const image = this.#store.image(id);
      lines.push(`The push refers to repository [${repositoryName(reference)}]`);
      const uploaded = await this.registries.push(reference, image);
      this.#store.noteDigest(id, name, image.digest);
      for (const digest of image.blobs.keys()) {
        lines.push(
          `${digest.slice(7, 19)}: ${uploaded.includes(digest) ? "Pushed" : "Layer already exists"}`,
        );
      }
      lines.push(`${reference.tag}: digest: ${image.digest} size: ${image.manifest.length}`);
    }
    return lines;
  }

  async #pull(args: readonly string[]): Promise<CommandResult> {
    const { positionals } = optionsOf("pull", args, { quiet: { ...flag, short: "q" }, platform: text });
    const [name = ""] = positionals;
    const id = await this.#pullOne(name);
    return printed(
      `Digest: ${this.#store.image(id).digest}`,
      `Status: Downloaded newer image for ${name}`,
      name,
    );
  }

  async #pullOne(name: string): Promise<string> {
    const reference = imageReference(name);
    const image = await this.registries.pull(reference);
    const id = this.#store.add(image);
    if (reference.digest === undefined) this.#store.tag(id, name);
    this.#store.noteDigest(id, name, image.digest);
    return id;
  }

  async #run(args: readonly string[], call: DockerCall): Promise<CommandResult> {
    const { image, ...run } = runCall(args, call);
    const reference = imageReference(image);
    const id = this.#store.find(image) ?? (await this.#pullOne(image));
    const { digest } = this.#store.image(id);
    const { exitCode, lines } = await this.ran({
      image,
      repository: reference.repository,
      digest,
      ...run,
    });
    return { ...printed(...lines), exitStatus: exitCode };
  }

  #images(args: readonly string[]): CommandResult {
    const { values } = optionsOf("images", args, { quiet: { ...flag, short: "q" } });
    const rows = this.#store.tags.map(([name, id]) => ({ ...imageReference(name), id: id.slice(7, 19) }));
    if (values.quiet) return printed(...new Set(rows.map(({ id }) => id)));
    return printed(
      "REPOSITORY   TAG   IMAGE ID",
      ...rows.map((row) => `${repositoryName(row)}   ${row.tag}   ${row.id}`),
    );
  }

  #inspect(command: string, args: readonly string[]): CommandResult {
    const { values, positionals } = optionsOf(command, args, { format: { ...text, short: "f" }, type: text });
    return printed(...positionals.map((name) => inspected(this.#store, this.#existing(name), values.format)));
  }

  async #imageTools(command: string, args: readonly string[]): Promise<CommandResult> {
    if (command !== "inspect") {
      throw new DockerError(`The stand-in for docker does not know "docker buildx imagetools ${command}"`);
    }
    const { values, positionals } = optionsOf("buildx imagetools inspect", args, { format: text, raw: flag });
    const [name = ""] = positionals;
    const remote = await this.registries.manifest(imageReference(name));
    if (values.raw) return { ...printed(), stdout: remote.manifest };
    return printed(...inspectedRemotely(name, remote, values.format));
  }

  #existing(name: string): string {
    const id = this.#store.find(name);
    if (id !== undefined) return id;
    throw new DockerError(`Error response from daemon: No such image: ${name}`);
  }
}
