import { expect, it } from "vitest";
import { createEcsService } from "../../../local/aws/local-ecs-service";
import { onLocalAws } from "./on-local-aws";

onLocalAws("scalable targets", (newAccount) => {
  const target = {
    ServiceNamespace: "ecs",
    ResourceId: "service/cluster/service",
    ScalableDimension: "ecs:service:DesiredCount",
  };

  it("keep their tags, and lose them with their end", async () => {
    const account = newAccount();
    const call = (operation: string, input: object) =>
      account.call("application-autoscaling", operation, input);
    await createEcsService(account, { cluster: "cluster", service: "service" });
    const register = () =>
      call("RegisterScalableTarget", { ...target, MinCapacity: 1, MaxCapacity: 2, Tags: { Team: "shop" } });
    const { ScalableTargetARN: ResourceARN } = (await register()) as { ScalableTargetARN: string };
    await call("TagResource", { ResourceARN, Tags: { Stage: "test", Colour: "red" } });
    await call("UntagResource", { ResourceARN, TagKeys: ["Colour"] });
    expect(await call("ListTagsForResource", { ResourceARN })).toEqual({
      Tags: { Team: "shop", Stage: "test" },
    });
    await call("DeregisterScalableTarget", target);
    expect(await call("ListTagsForResource", { ResourceARN })).toEqual({ Tags: {} });
  });
});
