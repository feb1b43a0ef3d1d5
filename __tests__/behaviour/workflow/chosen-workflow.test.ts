import { expect, it } from "vitest";
import { chosenWorkflow } from "../../../tools/workflow/chosen-workflow";

const of = (stack: string) => ({ stack, workflow: { fileName: `${stack}.yml`, text: `name: ${stack}\n` } });

it("the only workflow needs no name", () => {
  expect(chosenWorkflow([of("shop")])).toEqual(of("shop").workflow);
});

it("of several workflows one is named", () => {
  expect(chosenWorkflow([of("shop"), of("blog")], "blog")).toEqual(of("blog").workflow);
});

it("several workflows are listed where none is named", () => {
  expect(chosenWorkflow([of("shop"), of("blog")])).toEqual({
    problem: "Several stacks have a workflow; name one of them: shop, blog",
  });
});

it("a stack without a workflow is refused, with those that have one", () => {
  expect(chosenWorkflow([of("shop")], "blog")).toEqual({
    problem: 'The stack "blog" has no workflow. Stacks that have one: shop',
  });
});

it("settings without a workflow say what they lack", () => {
  expect(chosenWorkflow([], "shop")).toEqual({
    problem: 'No entry of settings/stacks.ts is of the system "github-actions-to-ecs".',
  });
});
