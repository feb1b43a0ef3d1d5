import { expect, it } from "vitest";
import { createProject, run } from "./builds";
import { onLocalAws, type TestAccount } from "./on-local-aws";

/** What AWS documents for pushing and pulling. */
const ECR = [
  "ecr:GetAuthorizationToken",
  "ecr:BatchCheckLayerAvailability",
  "ecr:InitiateLayerUpload",
  "ecr:UploadLayerPart",
  "ecr:CompleteLayerUpload",
  "ecr:PutImage",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
];

const login = 'aws ecr get-login-password | docker login --username AWS --password-stdin "$HOST"';

async function createDockerProject(
  account: TestAccount,
  commands: readonly string[],
  { privilegedMode = true, repository = {} } = {},
): Promise<void> {
  await account.call("ecr", "CreateRepository", { repositoryName: "team/app", ...repository });
  const host = `${account.accountId}.dkr.ecr.${account.region}.amazonaws.com`;
  const environment = {
    type: "LINUX_CONTAINER",
    image: "image",
    computeType: "BUILD_GENERAL1_SMALL",
    privilegedMode,
    environmentVariables: [
      { name: "HOST", value: host },
      { name: "REPOSITORY_URI", value: `${host}/team/app` },
    ],
  };
  await createProject(account, { phases: { build: { commands } } }, { environment }, ECR);
}

async function digestOf(account: TestAccount, imageTag: string): Promise<string | undefined> {
  const input = { repositoryName: "team/app", imageIds: [{ imageTag }] };
  const { imageDetails } = (await account.call("ecr", "DescribeImages", input)) as {
    imageDetails: { imageDigest: string }[];
  };
  return imageDetails[0]?.imageDigest;
}

onLocalAws("docker in a build", (newAccount) => {
  it("pushes an image whose digest follows its content, and the registry tells of it", async () => {
    const account = newAccount();
    const rule = { Name: "pushed", EventPattern: '{"source":["aws.ecr"]}' };
    await account.call("sqs", "CreateQueue", { QueueName: "queue" });
    await account.call("events", "PutRule", rule);
    await account.call("events", "PutTargets", {
      Rule: "pushed",
      Targets: [{ Id: "queue", Arn: account.arn("sqs", "queue") }],
    });
    await createDockerProject(account, [
      "printf 'FROM alpine:3\\nCOPY app /\\n' > Dockerfile",
      login,
      'for tag in 1 2; do echo $tag > app; docker build -t "$REPOSITORY_URI:$tag" . && docker push "$REPOSITORY_URI:$tag"; done',
      'docker tag "$REPOSITORY_URI:1" "$REPOSITORY_URI:again" && docker push "$REPOSITORY_URI:again"',
    ]);
    const { build, log } = await run(account);
    expect(build.buildStatus, log.join("\n")).toBe("SUCCEEDED");
    const [first, second, again] = await Promise.all(
      ["1", "2", "again"].map((tag) => digestOf(account, tag)),
    );
    expect(first).not.toBe(second);
    expect(again).toBe(first);
    expect(log).toContainEqual(expect.stringContaining(`1: digest: ${first} size: `));
    expect((await account.deliveries()).map(({ event }) => event.detail)).toMatchObject([
      { "action-type": "PUSH", "repository-name": "team/app", "image-tag": "1", "image-digest": first },
      { "image-tag": "2", "image-digest": second },
      { "image-tag": "again", "image-digest": first },
    ]);
  });

  it("pulls what was pushed, by tag and by digest, and builds on it", async () => {
    const account = newAccount();
    await createDockerProject(account, [
      login,
      'docker pull "$REPOSITORY_URI:base"',
      "docker image inspect --format '{{index .RepoDigests 0}}' \"$REPOSITORY_URI:base\"",
      'docker pull "$(docker inspect -f \'{{index .RepoDigests 0}}\' "$REPOSITORY_URI:base")"',
      'printf "ARG FROM\\nFROM \\$FROM AS build\\nFROM build\\n" > Dockerfile',
      'docker buildx build --push --build-arg FROM="$REPOSITORY_URI:base" --tag "$REPOSITORY_URI:app" .',
    ]);
    const { digest } = await account.pushImage({ repository: "team/app", tag: "base" });
    const { build, output } = await run(account);
    expect(build.buildStatus, output.join("\n")).toBe("SUCCEEDED");
    expect(output).toContainEqual(expect.stringMatching(`^\\d{12}.dkr.ecr.+/team/app@${digest}$`));
    expect(await digestOf(account, "app")).toMatch(/^sha256:/);
  });

  it("tells whether the registry has an image and by which digest, without pulling it", async () => {
    const account = newAccount();
    await createDockerProject(account, [
      login,
      'docker buildx imagetools inspect "$REPOSITORY_URI:base"',
      "docker buildx imagetools inspect --format '{{json .Manifest.Digest}}' \"$REPOSITORY_URI:base\"",
      'docker buildx imagetools inspect --raw "$REPOSITORY_URI:base" | sha256sum',
      'docker buildx imagetools inspect "$REPOSITORY_URI:other" || echo not there',
      "docker images --quiet",
    ]);
    const { digest } = await account.pushImage({ repository: "team/app", tag: "base" });
    const { build, output } = await run(account);
    expect(build.buildStatus, output.join("\n")).toBe("SUCCEEDED");
    expect(output).toEqual(
      expect.arrayContaining([
        expect.stringMatching(`^Digest: +${digest}$`),
        `"${digest}"`,
        expect.stringMatching(`^${digest.replace("sha256:", "")} `),
        expect.stringContaining("/team/app:other not found"),
        "not there",
      ]),
    );
    expect(output.at(-1)).toBe("not there");
  });

  it.each([
    [
      "push before a login",
      "docker build -t $REPOSITORY_URI . ; docker push $REPOSITORY_URI",
      "no basic auth credentials",
    ],
    [
      "a base image before a login",
      "echo FROM $REPOSITORY_URI > Dockerfile; docker build .",
      "no basic auth credentials",
    ],
    [
      "a password of nobody",
      "echo x | docker login -u AWS --password-stdin $HOST",
      "failed with status: 400 Bad Request",
    ],
    [
      "no password",
      "docker login -u AWS --password-stdin $HOST < /dev/null",
      "Cannot perform an interactive login",
    ],
    ["a folder without a Dockerfile", "mkdir empty; docker build empty", "failed to read dockerfile"],
    [
      "a file that the context lacks",
      "echo 'COPY missing /' >> Dockerfile; docker build .",
      '"/missing": not found',
    ],
    [
      "an image that was not built",
      "docker push $REPOSITORY_URI:none",
      "does not exist locally with the tag",
    ],
    ["a command that it does not know", "docker exec app true", 'does not know "docker exec app true"'],
    ["to run an image of another registry", "docker run alpine true", "ECR only, unlike docker.io"],
    ["to run nothing", "docker run --rm", "requires at least 1 argument"],
    ["an option of run that it does not know", "docker run --gpus all app", "'--gpus'"],
    ["a file of variables that is missing", "docker run --env-file none app", "none: no such file"],
    ["an option that it does not know", "docker build --squash .", "'--squash'"],
    ["another registry", "docker build -t ghcr.io/a/b .; docker push ghcr.io/a/b", "ghcr.io"],
  ])("refuses %s", async (_what, command, message) => {
    const account = newAccount();
    await createDockerProject(account, ["echo FROM scratch > Dockerfile", command]);
    const { build, output } = await run(account);
    expect(output.at(-1)).toContain(message);
    expect(build.buildStatus).toBe("FAILED");
  });

  it("says as docker does what the registry refuses", async () => {
    const account = newAccount();
    await createDockerProject(
      account,
      [
        login,
        "echo FROM scratch > Dockerfile; docker build -t $REPOSITORY_URI:1 .; docker push -q $REPOSITORY_URI:1",
        'echo "# 2" >> Dockerfile; docker build -t $REPOSITORY_URI:1 .; docker push $REPOSITORY_URI:1 || true',
        "docker tag $REPOSITORY_URI:1 $REPOSITORY_URI-other:1; docker push $REPOSITORY_URI-other:1",
      ],
      { repository: { imageTagMutability: "IMMUTABLE" } },
    );
    const { output } = await run(account);
    const { accountId } = account;
    expect(output).toEqual(
      expect.arrayContaining([
        expect.stringContaining("tag invalid: The image tag '1' already exists in the 'team/app' repository"),
        `name unknown: The repository with name 'team/app-other' does not exist in the registry with id '${accountId}'`,
      ]),
    );
  });

  it("finds no daemon where the project is not privileged", async () => {
    const account = newAccount();
    await createDockerProject(account, [login], { privilegedMode: false });
    const { build, output } = await run(account);
    expect(output.join("\n")).toContain("Cannot connect to the Docker daemon at unix:///var/run/docker.sock");
    expect(build.buildStatus).toBe("FAILED");
  });
});
