import { describe, expect, it } from "vitest";
import { problemLine } from "../../../../../modules/ecs/task-definition/problem-line";
import { taskDefinitionProblems } from "../../../../../modules/ecs/task-definition/task-definition-problems";
import { withoutReadOnlyKeys } from "../../../../../modules/ecs/task-definition/without-read-only-keys";
import { describedFargate } from "../../../../support/task-definitions/described-fargate";
import { imageUri } from "../../../../support/task-definitions/image-uri";

type Json = { [key: string]: unknown };

const app = { name: "app", image: "app:1", memory: 128 };
const onEc2: Json = { family: "shop", containerDefinitions: [app] };
const onFargate: Json = {
  family: "shop",
  networkMode: "awsvpc",
  requiresCompatibilities: ["FARGATE"],
  cpu: "256",
  memory: "512",
  containerDefinitions: [app],
};

/** Where something is wrong, as `path: got`. */
const wrong = (task: unknown): readonly string[] =>
  taskDefinitionProblems(JSON.stringify(task)).map(({ path, got }) => `${path}: ${JSON.stringify(got)}`);
const with1 = (container: object, task: object = onEc2) =>
  wrong({ ...task, containerDefinitions: [{ ...app, ...container }] });
const with2 = (container: object, other: object, task: object = onEc2) =>
  wrong({
    ...task,
    containerDefinitions: [
      { ...app, ...container },
      { ...app, name: "other", ...other },
    ],
  });

const ranges = (key: string, [least, most]: readonly [number, number]) => [
  [key, least - 1, false],
  [key, least, true],
  [key, most, true],
  [key, most + 1, false],
];

describe("RegisterTaskDefinition takes", () => {
  it("the described task definition once its read-only keys are gone", () => {
    expect(taskDefinitionProblems(withoutReadOnlyKeys(describedFargate))).toEqual([]);
  });

  it.each([
    ["one for EC2", onEc2],
    ["one for Fargate", onFargate],
    [
      "five containers",
      { ...onEc2, containerDefinitions: ["a", "b", "c", "d", "e"].map((name) => ({ ...app, name })) },
    ],
    [
      "keys that nobody knows yet, wherever they stand",
      {
        ...onEc2,
        future: 1,
        containerDefinitions: [{ ...app, future: [{}], healthCheck: { command: ["CMD", "a"], future: {} } }],
      },
    ],
    ["keys that every object has", { ...onEc2, constructor: 1, toString: "a" }],
    ["a tag and an empty value", { ...onEc2, tags: [{ key: "a", value: "" }, { key: "b" }] }],
    ["vCPUs and GB", { ...onFargate, cpu: ".25 vCPU", memory: "1 GB" }],
    [
      "a health check that only switches off that of the image",
      { ...onEc2, containerDefinitions: [{ ...app, healthCheck: { command: ["NONE"] } }] },
    ],
    [
      "the memory of the task alone",
      { ...onEc2, memory: "512", containerDefinitions: [{ name: "app", image: "a" }] },
    ],
  ])("%s", (_, task) => {
    expect(wrong(task)).toEqual([]);
  });
});

describe("RegisterTaskDefinition refuses, of the task,", () => {
  it.each<readonly [string, Json, readonly string[]]>([
    ["a missing family", { ...onEc2, family: undefined }, ["family: undefined"]],
    ["a family with a dot", { ...onEc2, family: "shop.app" }, ['family: "shop.app"']],
    ["a family of 256 letters", { ...onEc2, family: "a".repeat(256) }, [`family: "${"a".repeat(256)}"`]],
    ["no containers", { ...onEc2, containerDefinitions: [] }, ["containerDefinitions: []"]],
    [
      "missing containers",
      { ...onEc2, containerDefinitions: undefined },
      ["containerDefinitions: undefined"],
    ],
    [
      "eleven containers",
      { ...onEc2, containerDefinitions: Array.from({ length: 11 }, (_, at) => ({ ...app, name: `a${at}` })) },
      ["containerDefinitions: 11"],
    ],
    [
      "no essential container",
      { ...onEc2, containerDefinitions: [{ ...app, essential: false }] },
      ['containerDefinitions: "essential: false in each"'],
    ],
    ["an unknown network mode", { ...onEc2, networkMode: "vpc" }, ['networkMode: "vpc"']],
    [
      "an unknown compatibility",
      { ...onEc2, requiresCompatibilities: ["LAMBDA"] },
      ['requiresCompatibilities[0]: "LAMBDA"'],
    ],
    ["a number for its cpu", { ...onEc2, cpu: 256 }, ["cpu: 256"]],
    ["a cpu in words", { ...onEc2, cpu: "much" }, ['cpu: "much"']],
    ["a memory in words", { ...onEc2, memory: "0.5 TB" }, ['memory: "0.5 TB"']],
    ["null for a key that it knows", { ...onEc2, taskRoleArn: null }, ["taskRoleArn: null"]],
    ["an empty list of tags", { ...onEc2, tags: [] }, ["tags: []"]],
    ["51 tags", { ...onEc2, tags: Array.from({ length: 51 }, (_, at) => ({ key: `k${at}` })) }, ["tags: 51"]],
    ["a tag twice", { ...onEc2, tags: [{ key: "a" }, { key: "a" }] }, ['tags[1].key: "a"']],
    ["a tag of AWS's", { ...onEc2, tags: [{ key: "AWS:a" }] }, ['tags[0].key: "AWS:a"']],
    [
      "a value of 257 characters",
      { ...onEc2, tags: [{ key: "a", value: "v".repeat(257) }] },
      ['tags[0].value: "257 characters"'],
    ],
    ["a volume twice", { ...onEc2, volumes: [{ name: "a" }, { name: "a" }] }, ['volumes[1].name: "a"']],
    [
      "a text of more than 64 KiB",
      { ...onEc2, taskRoleArn: "a".repeat(65_536) },
      [expect.stringMatching(/^: "\d+ bytes"$/) as string],
    ],
    [
      "more cpu in its containers than it has",
      {
        ...onEc2,
        cpu: "256",
        containerDefinitions: [
          { ...app, cpu: 200 },
          { ...app, name: "b", cpu: 57 },
        ],
      },
      ["containerDefinitions[].cpu: 257"],
    ],
    [
      "more reserved memory in its containers than it has",
      {
        ...onEc2,
        memory: "0.5 GB",
        containerDefinitions: [
          { name: "a", image: "a", memoryReservation: 500 },
          { name: "b", image: "b", memoryReservation: 13 },
        ],
      },
      ["containerDefinitions[].memoryReservation: 513"],
    ],
  ])("%s", (_, task, expected) => {
    expect(wrong(task)).toEqual(expected);
  });
});

describe("RegisterTaskDefinition refuses, for Fargate,", () => {
  it.each<readonly [string, object, readonly string[]]>([
    ["another network mode", { networkMode: "bridge" }, ['networkMode: "bridge"']],
    ["no network mode", { networkMode: undefined }, ["networkMode: undefined"]],
    [
      "no size",
      { cpu: undefined, memory: undefined, containerDefinitions: [{ ...app }] },
      ["cpu: undefined", "memory: undefined"],
    ],
    ["a cpu that it does not have", { cpu: "300" }, ['cpu: "300"']],
    ["a memory that does not go with the cpu", { cpu: "1024", memory: "1024" }, ['memory: "1024"']],
    ["the step between two sizes of the smallest task", { memory: "1536" }, ['memory: "1536"']],
    ["a memory between two steps", { cpu: "8192", memory: "18GB" }, ['memory: "18GB"']],
    [
      "placement constraints",
      { placementConstraints: [{ type: "memberOf" }] },
      ['placementConstraints: [{"type":"memberOf"}]'],
    ],
    ["the processes of the host", { pidMode: "host" }, ['pidMode: "host"']],
    [
      "a folder of the host",
      { volumes: [{ name: "a", host: { sourcePath: "/a" } }] },
      ['volumes[0].host.sourcePath: "/a"'],
    ],
    [
      "a Docker volume",
      { volumes: [{ name: "a", dockerVolumeConfiguration: {} }] },
      ["volumes[0].dockerVolumeConfiguration: {}"],
    ],
    ["201 GiB of storage", { ephemeralStorage: { sizeInGiB: 201 } }, ["ephemeralStorage.sizeInGiB: 201"]],
    [
      "1 second to start",
      { containerDefinitions: [{ ...app, startTimeout: 1 }] },
      ["containerDefinitions[0].startTimeout: 1"],
    ],
    ["20 GiB of storage", { ephemeralStorage: { sizeInGiB: 20 } }, ["ephemeralStorage.sizeInGiB: 20"]],
    [
      "a privileged container",
      { containerDefinitions: [{ ...app, privileged: true }] },
      ["containerDefinitions[0].privileged: true"],
    ],
    [
      "a log driver of EC2's",
      { containerDefinitions: [{ ...app, logConfiguration: { logDriver: "syslog" } }] },
      ['containerDefinitions[0].logConfiguration.logDriver: "syslog"'],
    ],
    [
      "121 seconds to stop",
      { containerDefinitions: [{ ...app, stopTimeout: 121 }] },
      ["containerDefinitions[0].stopTimeout: 121"],
    ],
    [
      "an image of ECR without an execution role",
      { containerDefinitions: [{ ...app, image: imageUri("shop") }] },
      ["executionRoleArn: undefined"],
    ],
    [
      "a log in CloudWatch without an execution role",
      {
        containerDefinitions: [
          {
            ...app,
            logConfiguration: {
              logDriver: "awslogs",
              options: { "awslogs-group": "a", "awslogs-region": "b" },
            },
          },
        ],
      },
      ["executionRoleArn: undefined"],
    ],
    [
      "several reasons for an execution role, once",
      {
        containerDefinitions: [
          {
            ...app,
            image: imageUri("shop"),
            secrets: [{ name: "TOKEN", valueFrom: "/shop/token" }],
            logConfiguration: {
              logDriver: "awslogs",
              options: { "awslogs-group": "a", "awslogs-region": "b" },
            },
          },
        ],
      },
      ["executionRoleArn: undefined"],
    ],
  ])("%s", (_, change, expected) => {
    expect(wrong({ ...onFargate, ...change })).toEqual(expected);
  });

  it.each([
    ["256", "512"],
    ["256", "2048"],
    ["512", "4096"],
    ["1024", "3072"],
    ["2048", "16384"],
    ["4096", "30720"],
    ["8192", "20480"],
    ["16384", "122880"],
  ])("not cpu %s with memory %s", (cpu, memory) => {
    expect(wrong({ ...onFargate, cpu, memory })).toEqual([]);
  });
});

describe("RegisterTaskDefinition refuses, of a container,", () => {
  const path = "containerDefinitions[0]";

  it.each<readonly [string, object, readonly string[]]>([
    ["no name", { name: undefined }, [`${path}.name: undefined`]],
    ["a name with a dot", { name: "a.b" }, [`${path}.name: "a.b"`]],
    ["no image", { image: undefined }, [`${path}.image: undefined`]],
    ["an empty image", { image: "" }, [`${path}.image: ""`]],
    ["an image with a space", { image: "app: 1" }, [`${path}.image: "app: 1"`]],
    ["a short digest", { image: "app@sha256:abc" }, [`${path}.image: "app@sha256:abc"`]],
    ["a placeholder", { image: "<IMAGE1_NAME>" }, [`${path}.image: "<IMAGE1_NAME>"`]],
    ["no memory where the task has none", { memory: undefined }, [`${path}.memory: undefined`]],
    ["less memory than it reserves", { memoryReservation: 129 }, [`${path}.memory: 128`]],
    ["memory that Docker cannot give", { memory: 3 }, [`${path}.memory: 3`]],
    [
      "a secret from an empty place",
      { secrets: [{ name: "A", valueFrom: "" }] },
      ["executionRoleArn: undefined", `${path}.secrets[0].valueFrom: ""`],
    ],
    [
      "a password for its registry without an execution role",
      { repositoryCredentials: { credentialsParameter: "a" } },
      ["executionRoleArn: undefined"],
    ],
    ["a text for its memory", { memory: "128" }, [`${path}.memory: "128"`, `${path}.memory: undefined`]],
    ["a text for its essential", { essential: "true" }, [`${path}.essential: "true"`]],
    ["a text for its command", { command: "run" }, [`${path}.command: "run"`]],
    ["a number in its command", { command: ["sleep", 1] }, [`${path}.command[1]: 1`]],
    ["a number in its labels", { dockerLabels: { a: 1 } }, [`${path}.dockerLabels.a: 1`]],
    ["half a number", { cpu: 1.5 }, [`${path}.cpu: 1.5`]],
    ["a list for its log", { logConfiguration: [] }, [`${path}.logConfiguration: "(a list)"`]],
    [
      "a log without a group",
      { logConfiguration: { logDriver: "awslogs", options: { "awslogs-region": "a" } } },
      [`${path}.logConfiguration.options.awslogs-group: undefined`],
    ],
    ["port 0", { portMappings: [{ containerPort: 0 }] }, [`${path}.portMappings[0].containerPort: 0`]],
    [
      "port 65536",
      { portMappings: [{ containerPort: 65_536 }] },
      [`${path}.portMappings[0].containerPort: 65536`],
    ],
    [
      "another protocol",
      { portMappings: [{ containerPort: 80, protocol: "http" }] },
      [`${path}.portMappings[0].protocol: "http"`],
    ],
    [
      "a port of the host twice",
      {
        portMappings: [
          { containerPort: 80, hostPort: 8080 },
          { containerPort: 81, hostPort: 8080 },
        ],
      },
      [`${path}.portMappings[1].hostPort: "8080/tcp"`],
    ],
    [
      "a volume that is none",
      { mountPoints: [{ sourceVolume: "data", containerPath: "/data" }] },
      [`${path}.mountPoints[0].sourceVolume: "data"`],
    ],
    [
      "volumes of a container that is none",
      { volumesFrom: [{ sourceContainer: "data" }] },
      [`${path}.volumesFrom[0].sourceContainer: "data"`],
    ],
    ["a link to a container that is none", { links: ["db:database"] }, [`${path}.links[0]: "db"`]],
    [
      "a variable without a name",
      { environment: [{ value: "a" }] },
      [`${path}.environment[0].name: undefined`],
    ],
    [
      "a secret that comes from nowhere",
      { secrets: [{ name: "A" }] },
      ["executionRoleArn: undefined", `${path}.secrets[0].valueFrom: undefined`],
    ],
    [
      "health that is asked in its own words",
      { healthCheck: { command: ["curl", "localhost"] } },
      [`${path}.healthCheck.command[0]: "curl"`],
    ],
    [
      "health that nothing asks",
      { healthCheck: { command: ["CMD-SHELL"] } },
      [`${path}.healthCheck.command: ["CMD-SHELL"]`],
    ],
    ["health without a command", { healthCheck: {} }, [`${path}.healthCheck.command: undefined`]],
  ])("%s", (_, change, expected) => {
    expect([...with1(change)].sort()).toEqual([...expected].sort());
  });

  it.each([
    ...ranges("interval", [5, 300]),
    ...ranges("timeout", [2, 60]),
    ...ranges("retries", [1, 10]),
    ...ranges("startPeriod", [0, 300]),
  ])("a %s of its health check of %i, unless that is in range (%s)", (key, value, fits) => {
    const found = with1({ healthCheck: { command: ["CMD", "true"], [String(key)]: value } });
    expect(found).toEqual(fits ? [] : [`${path}.healthCheck.${key}: ${value}`]);
  });

  it("more memory than its task has", () => {
    expect(with1({ memory: 513 }, { ...onEc2, memory: "512" })).toEqual([`${path}.memory: 513`]);
    expect(with1({ memory: 512 }, { ...onEc2, memory: "512" })).toEqual([]);
  });

  it("a secret's name that another secret or a variable has", () => {
    const secret = { name: "A", valueFrom: "/a" };
    const task = { ...onEc2, executionRoleArn: "arn:aws:iam::123456789012:role/a" };
    expect(with1({ secrets: [secret, secret] }, task)).toEqual([`${path}.secrets[1].name: "A"`]);
    expect(with1({ secrets: [secret], environment: [{ name: "A", value: "a" }] }, task)).toEqual([
      `${path}.secrets[0].name: "A"`,
    ]);
  });

  it("the value of a variable that is no text, without showing it", () => {
    expect(with1({ environment: [{ name: "PIN", value: 4711 }] })).toEqual([
      `${path}.environment[0].value: "(not shown)"`,
    ]);
    expect(with1({ environment: { PIN: "4711" } })).toEqual([`${path}.environment: "(an object)"`]);
    expect(with1({ environment: ["PIN=4711"] })).toContain(`${path}.environment[0]: "(not shown)"`);
  });

  it("a port of the host that differs, where the network is the task's or the host's", () => {
    const portMappings = [{ containerPort: 80, hostPort: 8080 }];
    for (const networkMode of ["awsvpc", "host"]) {
      expect(with1({ portMappings }, { ...onEc2, networkMode })).toEqual([
        `${path}.portMappings[0].hostPort: 8080`,
      ]);
    }
    expect(with1({ portMappings }, { ...onEc2, networkMode: "bridge" })).toEqual([]);
    expect(with1({ portMappings: [{ containerPort: 80 }] }, { ...onEc2, networkMode: "awsvpc" })).toEqual([]);
  });

  it("a port that another container has, where they share a network", () => {
    const portMappings = [{ containerPort: 80 }];
    expect(with2({ portMappings }, { portMappings }, { ...onEc2, networkMode: "awsvpc" })).toEqual([
      'containerDefinitions[1].portMappings[0].containerPort: "80/tcp"',
    ]);
    expect(with2({ portMappings }, { portMappings })).toEqual([]);
    const udp = [{ containerPort: 80, protocol: "udp" }];
    expect(with2({ portMappings }, { portMappings: udp }, { ...onEc2, networkMode: "awsvpc" })).toEqual([]);
  });

  it("ports beside network mode none, and links beside any but bridge", () => {
    const none = { ...onEc2, networkMode: "none" };
    expect(with1({ portMappings: [{ containerPort: 80 }] }, none)).toHaveLength(1);
    expect(with2({ links: ["other"] }, {}, { ...onEc2, networkMode: "awsvpc" })).toEqual([
      `${path}.links: ["other"]`,
    ]);
    expect(with2({ links: ["other:db"] }, {})).toEqual([]);
  });
});

describe("RegisterTaskDefinition refuses, between containers,", () => {
  const on = (containerName: string, condition = "START") => ({ dependsOn: [{ containerName, condition }] });
  const path = "containerDefinitions[0].dependsOn";

  it("a name that two of them have", () => {
    expect(with2({}, { name: "app" })).toEqual(['containerDefinitions[1].name: "app"']);
  });

  it("a wait for one that is none", () => {
    expect(with1(on("gone"))).toEqual([`${path}[0].containerName: "gone"`]);
  });

  it("a condition that is none", () => {
    expect(with2(on("other", "READY"), {})).toEqual([`${path}[0].condition: "READY"`]);
  });

  it("a wait for the health of one that has no health check", () => {
    expect(with2(on("other", "HEALTHY"), {})).toEqual([`${path}[0].condition: "HEALTHY"`]);
    expect(with2(on("other", "HEALTHY"), { healthCheck: { command: ["CMD", "true"] } })).toEqual([]);
  });

  it.each(["COMPLETE", "SUCCESS"])("%s of an essential one", (condition) => {
    expect(with2(on("other", condition), {})).toEqual([`${path}[0].condition: "${condition}"`]);
    expect(with2(on("other", condition), { essential: false })).toEqual([]);
  });

  it("a wait for itself, and for each other, each circle once", () => {
    expect(with1(on("app"))).toEqual([`${path}: "app → app"`]);
    expect(with2(on("other"), on("app"))).toEqual([`${path}: "app → other → app"`]);
    expect(with2(on("other"), {})).toEqual([]);
  });
});

describe("a problem", () => {
  it("is one line that says where, what, and what is allowed by which page", () => {
    const [problem] = taskDefinitionProblems(JSON.stringify({ ...onFargate, cpu: "300" }));
    expect(problem && problemLine(problem)).toBe(
      'cpu: "300" is no size that Fargate has. Allowed: 256, 512, 1024, 2048, 4096, 8192, 16384 (Amazon ECS: Troubleshoot invalid CPU or memory errors)',
    );
  });

  it("shows no more of a long value than its start", () => {
    const [problem] = taskDefinitionProblems(JSON.stringify({ ...onEc2, family: "a b".repeat(1000) }));
    expect(problem && problemLine(problem).length).toBeLessThan(400);
  });
});
