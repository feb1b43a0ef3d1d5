import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Aspects, TerraformDataSource, TerraformResource, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { defined } from "../terraform/defined";

const isDefault = (child: IConstruct): child is AwsProvider =>
  child instanceof AwsProvider && child.alias === undefined;

/** The provider that a stack's elements have where nothing else is said. */
export function defaultProvider(stack: TerraformStack): AwsProvider {
  const provider = stack.node.children.find(isDefault);
  if (!provider) throw new Error(`stack "${stack.node.id}" has no AWS provider`);
  return provider;
}

/** The stack's provider in another Region, made once: with the same credentials, accounts and tags. */
export function providerIn(stack: TerraformStack, region: string): AwsProvider {
  const alias = region.replaceAll("-", "_");
  const id = `aws_${alias}`;
  const existing = stack.node.tryFindChild(id);
  if (existing instanceof AwsProvider) return existing;
  const { assumeRoleInput, allowedAccountIds, defaultTagsInput } = defaultProvider(stack);
  return new AwsProvider(
    stack,
    id,
    defined({ alias, region, assumeRole: assumeRoleInput, allowedAccountIds, defaultTags: defaultTagsInput }),
  );
}

/** The Region of the stack's provider: a literal, which another stack may name too. */
export function regionOfStack(scope: Construct): string {
  return defaultProvider(TerraformStack.of(scope)).region ?? "*";
}

const contextKey = "providerRegion";

/** The Region in which an element stands that `scopeIn` put elsewhere than its stack. */
export function otherRegionOf(element: IConstruct): string | undefined {
  const region: unknown = element.node.tryGetContext(contextKey);
  return typeof region === "string" ? region : undefined;
}

/** A construct whose resources and data sources stand in a Region, whatever the stack's own. */
export function scopeIn(parent: Construct, id: string, region: string | undefined): Construct {
  const scope = new Construct(parent, id);
  const stack = TerraformStack.of(parent);
  if (region === undefined || region === defaultProvider(stack).region) return scope;
  const provider = providerIn(stack, region);
  scope.node.setContext(contextKey, region);
  Aspects.of(scope).add({
    visit: (node) => {
      if (node instanceof TerraformResource || node instanceof TerraformDataSource) node.provider = provider;
    },
  });
  return scope;
}
