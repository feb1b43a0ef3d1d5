import { expect, it } from "vitest";
import { decideDockerRuns, dockerRuns } from "../../../local/aws/local-containers";
import { createProject, run } from "./builds";
import { onLocalAws, type TestAccount } from "./on-local-aws";

const login = 'aws ecr get-login-password | docker login --username AWS --password-stdin "$HOST"';
const PULL = ["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

onLocalAws("docker run in a build", (newAccount) => {
  /** A build that runs commands with the image `$IMAGE`, which is in ECR; answers with the image's digest. */
  async function prepare(account: TestAccount, commands: readonly string[], actions = PULL): Promise<string> {
    await account.createImageRepository("team/app");
    const { digest } = await account.pushImage({ repository: "team/app", tag: "v1" });
    const host = `${account.accountId}.dkr.ecr.${account.region}.amazonaws.com`;
    const environment = {
      type: "LINUX_CONTAINER",
      image: "image",
      computeType: "BUILD_GENERAL1_SMALL",
      privilegedMode: true,
      environmentVariables: [
        { name: "HOST", value: host },
        { name: "IMAGE", value: `${host}/team/app:v1` },
        { name: "TOKEN", value: "of the build" },
      ],
    };
    await createProject(account, { phases: { build: { commands } } }, { environment }, actions);
    return digest;
  }

  it("pulls the image and runs nothing, but tells what would run", async () => {
    const account = newAccount();
    const digest = await prepare(account, [
      login,
      "printf 'NODE_OPTIONS=--none\\nLOG=debug\\n# none\\nTOKEN\\n' > variables",
      'docker run --rm -e RAILS_ENV=production --env TOKEN -e MISSING --env-file=variables --name=migrate --network host "$IMAGE" rails -e db:migrate',
      'docker run --entrypoint sh "$HOST/team/app@$(docker inspect -f \'{{index .RepoDigests 0}}\' "$IMAGE" | cut -d@ -f2)" -c -',
    ]);
    const { build, output } = await run(account);
    expect(build.buildStatus, output.join("\n")).toBe("SUCCEEDED");
    expect(await dockerRuns(account)).toEqual([
      {
        image: expect.stringContaining("/team/app:v1"),
        repository: "team/app",
        digest,
        command: ["rails", "-e", "db:migrate"],
        environment: { RAILS_ENV: "production", TOKEN: "of the build", LOG: "debug", NODE_OPTIONS: "--none" },
        exitCode: 0,
      },
      {
        image: expect.stringContaining(`/team/app@${digest}`),
        repository: "team/app",
        digest,
        entrypoint: "sh",
        command: ["-c", "-"],
        environment: {},
        exitCode: 0,
      },
    ]);
  });

  it("prints and exits as was decided for the image's repository", async () => {
    const account = newAccount();
    await prepare(account, [login, 'docker run "$IMAGE" migrate || { echo "it was $?"; exit 1; }']);
    const lines = ["migrating", "a column is missing"];
    await decideDockerRuns(account, { repository: "team/app", exitCode: 3, lines });
    await decideDockerRuns(account, { repository: "team/other", exitCode: 4 });
    const { build, output } = await run(account);
    expect(build.buildStatus).toBe("FAILED");
    expect(output).toEqual(expect.arrayContaining([...lines, "it was 3"]));
    expect(await dockerRuns(account)).toMatchObject([{ exitCode: 3 }]);
  });

  it("runs nothing whose image whoever logged in may not pull", async () => {
    const account = newAccount();
    await prepare(account, [login, 'docker run "$IMAGE"'], ["ecr:GetAuthorizationToken"]);
    const { build, output } = await run(account);
    expect(build.buildStatus).toBe("FAILED");
    expect(output.at(-1)).toContain("denied:");
    expect(await dockerRuns(account)).toEqual([]);
  });
});
