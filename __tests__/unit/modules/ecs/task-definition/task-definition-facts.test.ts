import { describe, expect, it } from "vitest";
import { taskDefinitionFacts } from "../../../../../modules/ecs/task-definition/task-definition-facts";
import { describedFargate } from "../../../../support/task-definitions/described-fargate";

describe("the facts of a task definition", () => {
  it("are what a stack asks of it", () => {
    const { containers, ...facts } = taskDefinitionFacts(describedFargate);
    expect(facts).toEqual({
      family: "shop-staging",
      taskRoleArn: "arn:aws:iam::123456789012:role/shop-task",
      executionRoleArn: "arn:aws:iam::123456789012:role/shop-task",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
    });
    expect(containers.map(({ name, ports, essential }) => [name, ports, essential])).toEqual([
      ["app", [3000], true],
      ["proxy", [80], true],
    ]);
    expect(containers[0]).toMatchObject({
      image: "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/shop/app:staging",
      log: {
        group: "/ecs/shop-staging",
        region: "ap-northeast-1",
        streamPrefix: "ecs/shop-staging",
        createGroup: true,
      },
    });
    expect(containers[0]?.secrets).toHaveLength(6);
    expect(containers[0]?.secrets).toContain("/shop-staging/db/password");
  });

  it("hold the secrets of a log driver too, and no log where it is no awslogs", () => {
    const logConfiguration = { logDriver: "splunk", secretOptions: [{ name: "token", valueFrom: "/token" }] };
    const { containers } = taskDefinitionFacts(
      JSON.stringify({ containerDefinitions: [{ name: "app", essential: false, logConfiguration }] }),
    );
    expect(containers).toEqual([{ name: "app", essential: false, ports: [], secrets: ["/token"] }]);
  });

  it("are those that can be read where the rest is wrong", () => {
    const text = `{"family": 3, "requiresCompatibilities": "FARGATE", "containerDefinitions": [null, {"name": "app", "portMappings": [{"containerPort": "80"}, 3]}]}`;
    const { family, requiresCompatibilities, containers } = taskDefinitionFacts(text);
    expect([family, requiresCompatibilities]).toEqual([undefined, []]);
    expect(containers.map(({ name, ports }) => [name, ports])).toEqual([
      ["", []],
      ["app", []],
    ]);
  });
});
