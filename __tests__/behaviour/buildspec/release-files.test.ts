import { describe, expect, it } from "vitest";
import { appSpec } from "../../../modules/ecs/app-spec/app-spec";
import { build } from "../../support/code-build";
import { missingCommand } from "../../support/missing-command";
import { requires } from "../../support/requires";
import { describedFargate } from "../../support/task-definitions/described-fargate";
import { imageUri } from "../../support/task-definitions/image-uri";

const app = imageUri("shop/app", "a");
const proxy = imageUri("shop/proxy", "b");
const appSpecText = appSpec({ containerName: "proxy", containerPort: 80 });

const environment = { IMAGE_ARTIFACTS: JSON.stringify({ app: "app", proxy: "shop_proxy" }) };
const migration = {
  MIGRATION_FAMILY: "shop-migration",
  MIGRATION_CONTAINER: "app",
  MIGRATION_COMMAND: JSON.stringify(["bin/migrate", "it's $HOME"]),
};
const files = { "taskdef.json": describedFargate, "appspec.yaml": appSpecText };
const details = (uri: unknown) => ({ "imageDetail.json": JSON.stringify({ ImageURI: uri }) });
const otherSources = { app: details(app), shop_proxy: details(proxy) };

const release = (options: Partial<Parameters<typeof build>[1]> = {}) =>
  build("release-files.yml", { environment, files, otherSources, ...options });

const containers = (text: string | undefined) =>
  (JSON.parse(text ?? "") as { containerDefinitions: { name: string; image: string; command?: unknown }[] })
    .containerDefinitions;

requires(missingCommand("bash", "Install bash 4 or later."))("the build of a release's files", () => {
  it("makes the two files of the deploy action, with the pushed images", async () => {
    const { succeeded, artifacts, output } = await release();
    expect(succeeded, output).toBe(true);
    expect(Object.keys(artifacts).sort()).toEqual(["appspec.yaml", "taskdef.json"]);
    expect(artifacts["appspec.yaml"]).toBe(appSpecText);
    expect(containers(artifacts["taskdef.json"]).map(({ image }) => image)).toEqual([app, proxy]);
    expect(artifacts["taskdef.json"]).not.toContain("registeredAt");
    expect(output).toContain(`proxy: ${proxy}`);
  });

  it("makes the task definition of a migration too, with its real image beside placeholders", async () => {
    const { artifacts, output } = await release({
      environment: { ...environment, ...migration, IMAGE_PLACEHOLDERS: "true" },
    });
    expect(
      containers(artifacts["taskdef.json"]).map(({ image }) => image),
      output,
    ).toEqual(["<IMAGE1_NAME>", "<IMAGE2_NAME>"]);
    expect(containers(artifacts["migration-taskdef.json"])).toMatchObject([
      { name: "app", image: app, command: ["bin/migrate", "it's $HOME"] },
    ]);
  });

  it("fills in the roles that the project names", async () => {
    const roles = { TASK_ROLE_ARN: "arn:aws:iam::123456789012:role/a", EXECUTION_ROLE_ARN: "" };
    const { artifacts } = await release({ environment: { ...environment, ...roles } });
    expect(JSON.parse(artifacts["taskdef.json"] ?? "")).toMatchObject({
      taskRoleArn: "arn:aws:iam::123456789012:role/a",
      executionRoleArn: "arn:aws:iam::123456789012:role/shop-task",
    });
  });

  it("hands on nothing that stood in the source where its own files go", async () => {
    const { artifacts } = await release({ files: { ...files, "release/migration-taskdef.json": "{}" } });
    expect(Object.keys(artifacts).sort()).toEqual(["appspec.yaml", "taskdef.json"]);
  });

  it("warns of what AWS takes and what still goes wrong, and goes on", async () => {
    const { succeeded, output } = await release();
    expect(succeeded).toBe(true);
    expect(output).toContain(
      "Warning: taskdef.json: containerDefinitions[0].healthCheck.command: After CMD-SHELL stands one script.",
    );
  });

  it("sends an AppSpec file that it cannot read on as it is, and says so", async () => {
    const anchored = appSpecText.replace("Resources:", "Resources: &resources");
    const { succeeded, artifacts, output } = await release({ files: { ...files, "appspec.yaml": anchored } });
    expect(succeeded, output).toBe(true);
    expect(artifacts["appspec.yaml"]).toBe(anchored);
    expect(output).toContain("Warning: appspec.yaml: It uses more of YAML than this build reads");
  });

  describe("fails without an artifact and says", () => {
    const taskDefinition = (from: string, to: string) => ({
      ...files,
      "taskdef.json": describedFargate.replace(from, to),
    });

    it.each([
      [
        "which value AWS would refuse, and what it takes",
        { files: taskDefinition('"interval": 300', '"interval": 301') },
        "Error: taskdef.json: containerDefinitions[0].healthCheck.interval: 301 is out of range. Allowed: 5 to 300 (",
      ],
      [
        "that the text is no JSON",
        { files: { ...files, "taskdef.json": "<html>" } },
        'Error: taskdef.json: "<html>" is no JSON',
      ],
      [
        "that a file is missing",
        { files: { "taskdef.json": describedFargate } },
        "Error: appspec.yaml: is missing. Allowed: appspec.yaml in the root of its artifact",
      ],
      [
        "that an image's container is missing",
        { environment: { IMAGE_ARTIFACTS: '{"worker":"app"}' } },
        'Error: taskdef.json: containerDefinitions: "worker" is the container of an image, and no container of the task definition. Allowed: one of "app", "proxy"',
      ],
      [
        "that the migration's container is missing",
        { environment: { ...environment, ...migration, MIGRATION_CONTAINER: "worker" } },
        'Error: migration-taskdef.json: containerDefinitions: "worker" is the container of the migration',
      ],
      [
        "that the traffic's container is missing",
        { files: { ...files, "appspec.yaml": appSpecText.replace('"proxy"', '"web"') } },
        'Error: appspec.yaml: Resources[0].TargetService.Properties.LoadBalancerInfo.ContainerName: "web" is no container of the task definition',
      ],
      [
        "that an image has no digest",
        { otherSources: { ...otherSources, app: details("shop/app:latest") } },
        'Error: imageDetail.json of app: ImageURI: "shop/app:latest" is no image with its digest',
      ],
      [
        "that what an image's source wrote is no JSON",
        { otherSources: { ...otherSources, app: { "imageDetail.json": "" } } },
        'Error: imageDetail.json of app: "" is no JSON',
      ],
      [
        "that an image's source wrote nothing",
        { otherSources: { shop_proxy: details(proxy) } },
        "Error: imageDetail.json of app: is missing",
      ],
    ])("%s", async (_, options, line) => {
      const { succeeded, artifacts, output } = await release(options);
      expect(succeeded).toBe(false);
      expect(artifacts).toEqual({});
      expect(output).toContain(line);
    });

    it("all of it at once", async () => {
      const broken = describedFargate
        .replace('"cpu": "256"', '"cpu": "300"')
        .replace('"timeout": 60', '"timeout": 61');
      const { output } = await release({
        files: { "taskdef.json": broken, "appspec.yaml": appSpecText.replace("80", "81") },
      });
      expect(output.split("\n").filter((line) => line.startsWith("Error: "))).toHaveLength(3);
    });
  });
});
