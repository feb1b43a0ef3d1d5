import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { appSpec } from "../../../../../modules/ecs/app-spec/app-spec";
import { appSpecHooks } from "../../../../../modules/ecs/app-spec/app-spec-hooks";
import { appSpecProblems } from "../../../../../modules/ecs/app-spec/app-spec-problems";
import { readAppSpec } from "../../../../../modules/ecs/app-spec/read-app-spec";
import { describedFargate } from "../../../../support/task-definitions/described-fargate";

const smallest = appSpec({ containerName: "proxy", containerPort: 80 });
const hooks = Object.fromEntries([...appSpecHooks].reverse().map((hook) => [hook, `shop-${hook}`]));
const whole = appSpec({
  containerName: "proxy",
  containerPort: 80,
  platformVersion: "1.4.0",
  capacityProviderStrategy: [
    { capacityProvider: "FARGATE", base: 1, weight: 0 },
    { capacityProvider: "FARGATE_SPOT", weight: 3 },
  ],
  hooks,
});

const wrong = (text: string) =>
  appSpecProblems(text, describedFargate).map(({ path, got }) => `${path}: ${JSON.stringify(got)}`);
const properties = "Resources[0].TargetService.Properties";

describe("an AppSpec file", () => {
  it("is YAML that one reads as AWS's page writes it", () => {
    expect(smallest).toBe(
      `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo:
          ContainerName: "proxy"
          ContainerPort: 80
`,
    );
  });

  it("holds all that the settings say, its hooks in the order that they run in", () => {
    expect(parse(whole)).toEqual({
      version: 0,
      Resources: [
        {
          TargetService: {
            Type: "AWS::ECS::Service",
            Properties: {
              TaskDefinition: "<TASK_DEFINITION>",
              LoadBalancerInfo: { ContainerName: "proxy", ContainerPort: 80 },
              PlatformVersion: "1.4.0",
              CapacityProviderStrategy: [
                { CapacityProvider: "FARGATE", Base: 1, Weight: 0 },
                { CapacityProvider: "FARGATE_SPOT", Weight: 3 },
              ],
            },
          },
        },
      ],
      Hooks: appSpecHooks.map((hook) => ({ [hook]: `shop-${hook}` })),
    });
  });

  it("names a function by its ARN as well", () => {
    const lambda = "arn:aws:lambda:ap-northeast-1:123456789012:function:check";
    const text = appSpec({ containerName: "proxy", containerPort: 80, hooks: { AfterInstall: lambda } });
    expect(parse(text).Hooks).toEqual([{ AfterInstall: lambda }]);
  });

  it.each([
    ["the smallest", smallest],
    ["the whole one", whole],
  ])("has no problems itself, %s", (_, text) => {
    expect(wrong(text)).toEqual([]);
  });
});

// After AWS's page 'AppSpec File example', with names of its own.
const documented = `# This is an appspec.yml template file for use with an Amazon ECS deployment in CodeDeploy.
version: 0.0
# In this section a service is named.
Resources:
- TargetService:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: <TASK_DEFINITION>   # filled in
      LoadBalancerInfo:
        ContainerName: 'proxy'
        ContainerPort: 80
      # Optional properties
      PlatformVersion: "LATEST"
      NetworkConfiguration:
        AwsvpcConfiguration:
          Subnets: ["subnet-1234abcd","subnet-5678abcd"]
          SecurityGroups: ["sg-12345678"]
          AssignPublicIp: "ENABLED"
      CapacityProviderStrategy:
        - Base: 1
          CapacityProvider: "FARGATE_SPOT"
          Weight: 2
Hooks:
- BeforeInstall: "check#before"
- AfterAllowTraffic: arn:aws:lambda:ap-northeast-1:123456789012:function:check
`;

/** What a YAML library reads, with all that is no list or object as text. */
const byLibrary = (text: string): unknown => parse(text, { schema: "failsafe" });

describe("a team's own AppSpec file", () => {
  it.each([
    ["as AWS's page writes it", documented],
    ["with the line ends of Windows", documented.replaceAll("\n", "\r\n")],
    [
      "with sections in small letters",
      documented.replace("Resources:", "resources:").replace("Hooks:", "hooks:"),
    ],
    ["in JSON", JSON.stringify(parse(documented), undefined, 2)],
  ])("is taken %s", (_, text) => {
    expect(readAppSpec(text)).toBeDefined();
    expect(wrong(text)).toEqual([]);
  });

  it.each([
    ["the documented one", documented],
    ["the smallest", smallest],
    ["the whole one", whole],
    ["empty values and lists", "a:\nb: []\nc:\n  - \n  - x\n"],
    ["quotes and signs in texts", `a: "b: \\"c\\" # d"\n'e f': 'g "h"'\ni: j#k\nl: it's\n`],
  ])("is read as a library of YAML reads it: %s", (_, text) => {
    expect(readAppSpec(text)).toEqual(byLibrary(text));
  });

  it.each([
    ["an anchor", "a: &b c"],
    ["an alias", "a: *b"],
    ["a text of several lines", "a: |\n  b"],
    ["a folded text", "a: >-\n  b"],
    ["braces", "a: {b: c}"],
    ["a list in a list of brackets", "a: [[b]]"],
    ["a key twice", "a: b\na: c"],
    ["a text that goes on in the next line", "a: b\n  c"],
    ["an indent that fits nothing", "a:\n    b: c\n  d: e"],
    ["an escape", 'a: "\\u00e9"'],
    ["a tab", "a:\n\tb: c"],
    ["braces that are no JSON", "{a: b}"],
  ])("is not read, rather than misread, with %s", (_, text) => {
    expect(readAppSpec(text)).toBeUndefined();
    expect(wrong(text)).toEqual([]);
  });

  const change = (from: string, to: string) => {
    expect(documented).toContain(from);
    return documented.replace(from, to);
  };

  it.each([
    ["another version", "version: 0.0", "version: 0.1", ['version: "0.1"']],
    ["no version", "version: 0.0\n", "", ["version: undefined"]],
    [
      "a Lambda function",
      "AWS::ECS::Service",
      "AWS::Lambda::Function",
      ['Resources[0].TargetService.Type: "AWS::Lambda::Function"'],
    ],
    [
      "a task definition of its own",
      "<TASK_DEFINITION>",
      "arn:aws:ecs:ap-northeast-1:123456789012:task-definition/shop:1",
      [`${properties}.TaskDefinition: "arn:aws:ecs:ap-northeast-1:123456789012:task-definition/shop:1"`],
    ],
    ["another container", "'proxy'", "web", [`${properties}.LoadBalancerInfo.ContainerName: "web"`]],
    [
      "another port",
      "ContainerPort: 80",
      "ContainerPort: 3000",
      [`${properties}.LoadBalancerInfo.ContainerPort: "3000"`],
    ],
    [
      "half a network",
      '          AssignPublicIp: "ENABLED"\n',
      "",
      [`${properties}.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp: undefined`],
    ],
    [
      "a hook of other platforms",
      "BeforeInstall",
      "ApplicationStart",
      ['Hooks[0].ApplicationStart: "ApplicationStart"'],
    ],
    ["a hook without a function", '"check#before"', '""', ['Hooks[0].BeforeInstall: ""']],
    ["hooks that are no list", "- BeforeInstall", "BeforeInstall", undefined],
  ])("is refused with %s", (_, from, to, expected) => {
    const text = to === "BeforeInstall" ? `${smallest}Hooks:\n  BeforeInstall: check\n` : change(from, to);
    expect(wrong(text)).toEqual(expected ?? ['Hooks: {"BeforeInstall":"check"}']);
  });

  it("is refused without a service", () => {
    expect(wrong("version: 0.0\n")).toEqual(["Resources: undefined"]);
    expect(wrong("version: 0.0\nResources:\n  - TargetService:\n")).toEqual([
      'Resources: [{"TargetService":""}]',
    ]);
    expect(wrong(`${smallest}  - TargetService: another\n`)).toHaveLength(1);
    expect(wrong("just a text")).toEqual([': "just a text"']);
  });
});
