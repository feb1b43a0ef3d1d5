import { z } from "zod";
import type { Scope } from "../gateway/scope";
import { type Operation, operation, type Service } from "../gateway/service";
import { addTags, forgetTags, removeTags, tagRecordOf } from "../gateway/tags";

const NO_TAGS = "moto keeps no tags of scalable targets";
const NAMESPACE = "application-autoscaling";

const tags = z.record(z.string(), z.string());
const registration = z.looseObject({ Tags: tags.default({}) });
const ofTarget = z.looseObject({
  ResourceId: z.string(),
  ScalableDimension: z.string(),
  ServiceNamespace: z.string(),
});
const described = z.object({ ScalableTargets: z.array(z.looseObject({ ScalableTargetARN: z.string() })) });
const registered = z.looseObject({ ScalableTargetARN: z.string() });

const listOf = (given: Readonly<Record<string, string>>) =>
  Object.entries(given).map(([key, value]) => ({ key, value }));

/** Application Auto Scaling: moto keeps targets and policies, the gateway their tags. Nothing is scaled. */
export const applicationAutoscaling: Service = {
  operations: {
    RegisterScalableTarget: operation(NO_TAGS, registration, register),
    DeregisterScalableTarget: operation(NO_TAGS, ofTarget, deregister),
    ...tagging(),
  },
};

async function register({ Tags, ...input }: z.output<typeof registration>, scope: Scope): Promise<object> {
  const answer = registered.parse(await scope.moto.call(NAMESPACE, "RegisterScalableTarget", input));
  addTags(scope, answer.ScalableTargetARN, listOf(Tags));
  return answer;
}

async function deregister(input: z.output<typeof ofTarget>, scope: Scope): Promise<object> {
  const { ResourceId, ScalableDimension, ServiceNamespace } = input;
  const { ScalableTargets } = described.parse(
    await scope.moto.call(NAMESPACE, "DescribeScalableTargets", {
      ServiceNamespace,
      ScalableDimension,
      ResourceIds: [ResourceId],
    }),
  );
  await scope.moto.call(NAMESPACE, "DeregisterScalableTarget", input);
  for (const { ScalableTargetARN } of ScalableTargets) forgetTags(scope, ScalableTargetARN);
  return {};
}

function tagging(): Readonly<Record<string, Operation>> {
  const resource = z.object({ ResourceARN: z.string() });
  return {
    ListTagsForResource: operation(NO_TAGS, resource, ({ ResourceARN }, scope) => ({
      Tags: tagRecordOf(scope, ResourceARN),
    })),
    TagResource: operation(NO_TAGS, resource.extend({ Tags: tags }), ({ ResourceARN, Tags }, scope) => {
      addTags(scope, ResourceARN, listOf(Tags));
      return {};
    }),
    UntagResource: operation(
      NO_TAGS,
      resource.extend({ TagKeys: z.array(z.string()) }),
      ({ ResourceARN, TagKeys }, scope) => {
        removeTags(scope, ResourceARN, TagKeys);
        return {};
      },
    ),
  };
}
