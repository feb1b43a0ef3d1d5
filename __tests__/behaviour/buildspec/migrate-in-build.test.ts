import { expect, it } from "vitest";
import { type BuildOptions, build, loginPassword } from "../../support/code-build";
import { missingCommand } from "../../support/missing-command";
import { requires } from "../../support/requires";
import { imageUri } from "../../support/task-definitions/image-uri";

const image = imageUri("shop/app");
const container = {
  name: "app",
  image,
  entryPoint: ["/entrypoint.sh", "--verbose"],
  command: ["sh", "-c", "it's $HOME\nand more"],
  environment: [{ name: "APP_ENV", value: 'two "words"' }],
  user: "1000:1000",
  workingDirectory: "/srv/app",
};
const environment = {
  CONTAINER_NAME: "app",
  CONTAINER_VARIABLES: "DB_HOST DB_PASSWORD",
  DB_HOST: "db.internal",
  DB_PASSWORD: "never-among-arguments",
  TIMEOUT_IN_MINUTES: "5",
};

// One line for each argument shows what docker gets as one word.
const docker = `#!/usr/bin/env bash
printf '%s\\n' "docker $1" >> "$RECORD/calls"
case "docker $*" in $FAILING) exit "$FAILS_WITH" ;; esac
if [ "$1" = login ]; then cat > "$RECORD/stdin"; fi
if [ "$1" = run ]; then printf 'argument: %q\\n' "$@"; env | sed 's/^/environment: /'; fi
if [ "$1" = run ] && [ -n "$SLEEP" ]; then exec sleep "$SLEEP"; fi
`;

const migrate = (options: Partial<BuildOptions> = {}, definition: object = container) =>
  build("migrate-in-build.yml", {
    environment,
    files: {
      "migration-taskdef.json": JSON.stringify({ containerDefinitions: [{ name: "log" }, definition] }),
    },
    commands: { docker },
    ...options,
  });

const words = (output: string) => [...output.matchAll(/^argument: (.*)$/gm)].map(([, word]) => word);
const jq = missingCommand("jq", "Install jq: https://jqlang.org/download");

requires(jq)("the migration in a build", () => {
  it("logs in to the image's registry, in its Region, and pulls the image before it runs it", async () => {
    const { succeeded, calls, stdin, output } = await migrate();
    expect(succeeded, output).toBe(true);
    expect(calls).toEqual([
      "aws ecr get-login-password --region ap-northeast-1",
      "docker login",
      "docker pull",
      "docker run",
    ]);
    expect(stdin).toBe(loginPassword);
    expect(output).toContain("The migration succeeded.");
  });

  it("runs the container as its definition says, each word as it is written there", async () => {
    expect(words((await migrate()).output)).toEqual([
      "run",
      "--rm",
      "--env",
      'APP_ENV=two\\ \\"words\\"',
      "--user",
      "1000:1000",
      "--workdir",
      "/srv/app",
      "--entrypoint",
      "/entrypoint.sh",
      "--env",
      "DB_HOST",
      "--env",
      "DB_PASSWORD",
      image,
      "--verbose",
      "sh",
      "-c",
      "$'it\\'s $HOME\\nand more'",
    ]);
  });

  it("leaves the variables for the container what they are, whatever their names", async () => {
    const names = ["PASSWORD", "IMAGE", "NAME", "COMMAND", "OPTIONS", "EXIT_CODE"];
    const variables = Object.fromEntries(names.map((name) => [name, `the-${name}`]));
    const { output } = await migrate({
      environment: { ...environment, ...variables, CONTAINER_VARIABLES: names.join(" ") },
    });
    for (const name of names) expect(output).toContain(`environment: ${name}=the-${name}\n`);
  });

  it("runs a container that says nothing but its image and its command", async () => {
    const plain = { name: "app", image, command: ["migrate"] };
    const { CONTAINER_VARIABLES: _, ...rest } = environment;
    expect(words((await migrate({ environment: rest }, plain)).output)).toEqual([
      "run",
      "--rm",
      image,
      "migrate",
    ]);
  });

  it("fails with the exit code of the container", async () => {
    const { succeeded, output } = await migrate({
      environment: { ...environment, FAILS_WITH: "3" },
      failing: "docker run*",
    });
    expect(succeeded).toBe(false);
    expect(output).toContain("Error: the migration failed: docker run ended with exit code 3.");
  });

  it("fails, and ends the container, when it takes too long", async () => {
    const { succeeded, output } = await migrate({
      environment: { ...environment, TIMEOUT_IN_MINUTES: "0.01", SLEEP: "60" },
    });
    expect(succeeded).toBe(false);
    expect(output).toContain("Error: the migration has not ended within 0.01 minutes, and is stopped.");
  });

  it.each([
    ["the registry gives no password", "aws *", 1],
    ["the registry refuses the login", "docker login*", 2],
    ["the image cannot be pulled", "docker pull*", 3],
  ])("runs nothing where %s", async (_, failing, callsSoFar) => {
    const { succeeded, calls } = await migrate({ environment: { ...environment, FAILS_WITH: "1" }, failing });
    expect(succeeded).toBe(false);
    expect(calls).toHaveLength(callsSoFar);
  });

  it("runs nothing where the container is missing", async () => {
    const { succeeded, calls } = await migrate({}, { ...container, name: "worker" });
    expect(succeeded).toBe(false);
    expect(calls).toEqual([]);
  });
});
