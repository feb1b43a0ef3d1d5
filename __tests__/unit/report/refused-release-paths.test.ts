import { describe, expect, it } from "vitest";
import type { StackSettings } from "../../../systems";
import {
  ecrPushToEcs,
  githubToEcs,
  project as minimalProject,
  named,
  releasePath,
  service,
} from "../../support/minimal-entries";
import { problems, type Refused, reportedAlone } from "../../support/problems";

const own = "123456789012";
const other = "210987654321";
const long = "a".repeat(101);

const deploy = (changes: object = {}) => ({ type: "deploy", stageName: "Deploy", service, ...changes });
const test = (changes: object = {}) => ({
  type: "test",
  stageName: "Smoke",
  buildspec: "version: 0.2\nphases: {}\n",
  ...changes,
});
const approve = (changes: object = {}) => ({ type: "approve", stageName: "Approve", ...changes });

/** An entry with stages of any shape, in an account that is known. */
const path = (stages: unknown, changes: object = {}) => ({
  ...releasePath([], { allowedAccountIds: [own] }),
  stages,
  ...changes,
});

const inStage = (...actions: readonly object[]) =>
  path([deploy(), { type: "stage", stageName: "All", actions }]);
const action = ({ stageName: _, ...changes }: { readonly stageName: string }) => changes;
const guarded = (rules: readonly object[], changes: object = {}) =>
  path([deploy({ beforeEntry: { rules, ...changes } })]);
const inAccount = (account: object, changes: object = {}) =>
  path([deploy({ account: { id: other, ...account } })], changes);
const working = (assumeRole: object) =>
  path([deploy()], { assumeRole: { roleArn: `arn:aws:iam::${own}:role/terraform`, ...assumeRole } });

const alarm = { type: "alarm", alarmName: "errors" };
const window = { type: "deployment-window", cron: "* * 9-16 ? * MON-FRI" };
const lambda = { type: "lambda", functionName: "judge" };

const stage = "two/pipeline/stages/Deploy ·";
const rule = `${stage} beforeEntry.rules[0]`;

const shapes: readonly Refused[] = [
  ["stages that are a word", path("deploy"), "stacks[0].stages", "deploy"],
  ["stages that are one stage", path({ type: "deploy" }), "stacks[0].stages", { type: "deploy" }],
  ["no stage", path([]), "two · stages", []],
  ["a service beside stages", path([deploy()], { service }), "two · stages", "both"],
  ["a stage that is a word", path(["deploy", deploy()]), "stacks[0].stages[0]", "deploy"],
  ["a type that is near", path([deploy({ type: "depoly" })]), "stacks[0].stages[0].type", "depoly"],
  ["a stage in a stage", inStage({ type: "stage" }), "stacks[0].stages[1].actions[0].type", "stage"],
  ["a deploy's key in a test", path([deploy(), test({ service })]), "stacks[0].stages[1].service", "service"],
  [
    "a stage's name in an action",
    inStage(approve()),
    "stacks[0].stages[1].actions[0].stageName",
    "stageName",
  ],
  [
    "a condition in an action",
    inStage({ type: "approve", onFailure: { result: "ROLLBACK" } }),
    "stacks[0].stages[1].actions[0].onFailure",
    "onFailure",
  ],
  [
    "a time limit of a deploy, which only an approval has",
    path([deploy({ timeoutInMinutes: 30 })]),
    "stacks[0].stages[0].timeoutInMinutes",
    "timeoutInMinutes",
  ],
  ["an account that is its ID", path([deploy({ account: other })]), "stacks[0].stages[0].account", other],
  ["an account's ID without quotes", inAccount({ id: 1 }), "stacks[0].stages[0].account.id", 1],
  [
    "a Region beside a service's names",
    path([deploy({ service: { ...service, region: "eu-west-1" } })]),
    "stacks[0].stages[0].service.region",
    "region",
  ],
];

const names: readonly Refused[] = [
  ["a stage with a space", path([deploy({ stageName: "a b" })]), "two/pipeline · stageName", "a b"],
  ["a stage of 101 characters", path([deploy({ stageName: long })]), "two/pipeline · stageName", long],
  ["one stage twice", path([deploy(), deploy()]), "two/pipeline · stages", ["Deploy"]],
  ["a second Source", path([deploy({ stageName: "Source" })]), "two/pipeline · stages", ["Source"]],
  [
    "two actions of one name",
    inStage(action(deploy()), action(deploy())),
    'two/pipeline · stage "All"',
    ["Deploy"],
  ],
  [
    "two tests without a name",
    inStage(action(test()), action(test())),
    'two/pipeline · stage "All"',
    ["Test"],
  ],
  [
    "one test's name in two stages",
    path([deploy(), test({ actionName: "Load" }), test({ stageName: "Again", actionName: "Load" })]),
    "two · stages",
    "load",
  ],
  [
    "a test's project that the build has",
    path([deploy(), test({ projectName: "app" })]),
    "stacks[0].stages[1].projectName",
    "app",
  ],
  [
    "an action with a space",
    path([deploy({ actionName: "a b" })]),
    "two/pipeline/stages/Deploy/a b ·",
    "a b",
  ],
];

const order: readonly Refused[] = [
  ["an approval and nothing else", path([approve()]), "two · stages", "1 without a deploy"],
  ["a stage without an action", inStage(), 'two/pipeline · stage "All" actions', 0],
  ["a run order of 0", path([deploy({ runOrder: 0 })]), "two/pipeline/stages/Deploy/Deploy · runOrder", 0],
  [
    "a build specification's path where there are no files",
    path([deploy(), test({ buildspec: "smoke.yml" })]),
    'two · stage "Smoke" buildspec',
    "smoke.yml",
  ],
  ["an empty build specification", path([deploy(), test({ buildspec: "" })]), "two/release/Smoke/Test ·", ""],
];

const approval = "two/pipeline/stages/Approve/Approve ·";
const approvals: readonly Refused[] = [
  [
    "a topic's name",
    path([approve({ notificationArn: "news" }), deploy()]),
    `${approval} notificationArn`,
    "news",
  ],
  [
    "a topic of another partition",
    path([approve({ notificationArn: `arn:aws-cn:sns:eu-central-1:${own}:news` }), deploy()]),
    "stacks[0].stages[0].notificationArn",
    `arn:aws-cn:sns:eu-central-1:${own}:news`,
  ],
  [
    "no URL",
    path([approve({ externalEntityLink: "wiki" }), deploy()]),
    `${approval} externalEntityLink`,
    "wiki",
  ],
  [
    "a long comment",
    path([approve({ customData: long.repeat(10) }), deploy()]),
    `${approval} customData`,
    1010,
  ],
  ["four minutes", path([approve({ timeoutInMinutes: 4 }), deploy()]), `${approval} timeoutInMinutes`, 4],
  [
    "61 days",
    path([approve({ timeoutInMinutes: 87_840 }), deploy()]),
    `${approval} timeoutInMinutes`,
    87_840,
  ],
];

const six = Array.from({ length: 6 }, (_, index) => ({ ...alarm, ruleName: `rule${index}` }));

const conditions: readonly Refused[] = [
  ["no rule", guarded([]), `${stage} beforeEntry.rules`, 0],
  ["six rules", guarded(six), `${stage} beforeEntry.rules`, 6],
  [
    "two alarms that have no name of their own",
    guarded([alarm, { ...alarm, alarmName: "slow" }]),
    `${stage} beforeEntry.rules`,
    ["Alarm"],
  ],
  ["an unknown rule", guarded([{ type: "cron" }]), "stacks[0].stages[0].beforeEntry.rules[0].type", "cron"],
  [
    "a roll-back before entry",
    guarded([alarm], { result: "ROLLBACK" }),
    "stacks[0].stages[0].beforeEntry.result",
    "ROLLBACK",
  ],
  ["an alarm that skips", guarded([alarm], { result: "SKIP" }), rule, "CloudWatchAlarm"],
  ["a window that skips", guarded([window], { result: "SKIP" }), rule, "DeploymentWindow"],
  ["a rule's name with a space", guarded([{ ...alarm, ruleName: "a b" }]), `${rule}.ruleName`, "a b"],
  [
    "an alarm's ARN",
    guarded([{ ...alarm, alarmName: "arn:aws:cloudwatch:eu-central-1:1:alarm:a" }]),
    `${rule}.alarmName`,
    "arn:aws:cloudwatch:eu-central-1:1:alarm:a",
  ],
  ["no alarm state", guarded([{ ...alarm, alarmStates: [] }]), `${rule}.alarmStates`, []],
  ["a state twice", guarded([{ ...alarm, alarmStates: ["OK", "OK"] }]), `${rule}.alarmStates`, ["OK"]],
  ["two days of waiting", guarded([{ ...alarm, waitTime: 2880 }]), `${rule}.waitTime`, 2880],
  ["a cron of five fields", guarded([{ ...window, cron: "0 9 * * MON" }]), `${rule}.cron`, "0 9 * * MON"],
  [
    "a cron in cron()",
    guarded([{ ...window, cron: "cron(0 9 * * ? *)" }]),
    `${rule}.cron`,
    "cron(0 9 * * ? *)",
  ],
  ["the hour 25", guarded([{ ...window, cron: "* * 25 ? * MON" }]), `${rule}.cron`, "* * 25 ? * MON"],
  ["a second", guarded([{ ...window, cron: "0 * 9 ? * MON" }]), `${rule}.cron`, "0 * 9 ? * MON"],
  ["neither day", guarded([{ ...window, cron: "* * 9 ? * ?" }]), `${rule}.cron`, "* * 9 ? * ?"],
  ["a time zone with a space", guarded([{ ...window, timeZone: "a b" }]), `${rule}.timeZone`, "a b"],
  [
    "a function's alias",
    guarded([{ ...lambda, functionName: "judge:live" }]),
    `${rule}.functionName`,
    "judge:live",
  ],
  [
    "nothing that a function is told",
    guarded([{ ...lambda, userParameters: "" }]),
    `${rule}.userParameters`,
    0,
  ],
  [
    "a failure that fails",
    path([deploy({ onFailure: { result: "FAIL" } })]),
    "stacks[0].stages[0].onFailure.result",
    "FAIL",
  ],
  [
    "a retry mode of a roll-back",
    path([deploy({ onFailure: { result: "ROLLBACK", retryMode: "ALL_ACTIONS" } })]),
    "stacks[0].stages[0].onFailure.retryMode",
    "retryMode",
  ],
  [
    "a roll-back of executions side by side",
    path([deploy({ onFailure: { result: "ROLLBACK" } })], { pipeline: { executionMode: "PARALLEL" } }),
    `${stage} onFailure.result`,
    "ROLLBACK",
  ],
  [
    "a retry in a V1 pipeline",
    path([deploy({ onFailure: { result: "RETRY" } })], { pipeline: { pipelineType: "V1" } }),
    `${stage} onFailure`,
    { result: "RETRY" },
  ],
];

const account = "stacks[0].stages[0].account";
const foreign = `arn:aws:iam::${own}:role/task`;

const accounts: readonly Refused[] = [
  ["an ID of 11 digits", inAccount({ id: "21098765432" }), `${account}.id`, "21098765432"],
  ["an ID with a blank", inAccount({ id: "2109 8765432" }), `${account}.id`, "2109 8765432"],
  [
    "one wrong ID in two deploys",
    path([deploy({ account: { id: "1" } }), deploy({ stageName: "Next", account: { id: "1" } })]),
    `${account}.id`,
    "1",
  ],
  ["the pipeline's own account", inAccount({ id: own }), "two · account.id", own],
  [
    "two accounts, while the pipeline's is not known",
    path(
      [deploy({ account: { id: other } }), deploy({ stageName: "Next", account: { id: "210987654322" } })],
      { allowedAccountIds: [own, "345678901234"] },
    ),
    "two · allowedAccountIds",
    [own, "345678901234"],
  ],
  [
    "an account that is told in two ways",
    path([
      deploy({ account: { id: other } }),
      deploy({ stageName: "Next", account: { id: other, roleName: "a" } }),
    ]),
    "two · account",
    other,
  ],
  ["a stack with a blank", inAccount({ stack: "a b" }), `${account}.stack`, "a b"],
  ["a stack that JavaScript has", inAccount({ stack: "constructor" }), `${account}.stack`, "constructor"],
  ["the entry's stack in capitals", inAccount({ stack: "TWO" }), `${account}.stack`, "TWO"],
  [
    "one stack for two accounts",
    path([
      deploy({ account: { id: other, stack: "production" } }),
      deploy({ stageName: "Next", account: { id: "210987654322", stack: "production" } }),
    ]),
    "stacks[0].stages[1].account.stack",
    "production",
  ],
  [
    "a stack's name that becomes too long",
    inAccount({}, { stack: long.slice(0, 60) }),
    `${account}.stack`,
    `${long.slice(0, 60)}-${other}`,
  ],
  [
    "a role of 65 characters",
    inAccount({ roleName: long.slice(0, 65) }),
    `two in account ${other}/deploy/role · roleName`,
    long.slice(0, 65),
  ],
  [
    "a boundary by its name",
    inAccount({ permissionsBoundary: "boundary" }),
    `two in account ${other}/deploy/role · permissionsBoundary`,
    "boundary",
  ],
  [
    "a boundary of another account",
    inAccount({ permissionsBoundary: `arn:aws:iam::${own}:policy/a` }),
    `${account}.permissionsBoundary`,
    `arn:aws:iam::${own}:policy/a`,
  ],
  [
    "a role to assume in another account",
    inAccount({ assumeRole: { roleArn: foreign } }),
    `${account}.assumeRole.roleArn`,
    foreign,
  ],
  [
    "a task role of another account",
    path([deploy({ account: { id: other }, service: { ...service, taskRoles: [foreign] } })]),
    "stacks[0].stages[0].service.taskRoles[0]",
    foreign,
  ],
  [
    "a role of another partition",
    inAccount({ assumeRole: { roleArn: `arn:aws-cn:iam::${other}:role/a` } }),
    `${account}.assumeRole.roleArn`,
    `arn:aws-cn:iam::${other}:role/a`,
  ],
  [
    "a user to assume",
    working({ roleArn: `arn:aws:iam::${own}:user/a` }),
    "two · assumeRole.roleArn",
    `arn:aws:iam::${own}:user/a`,
  ],
  ["a session with a blank", working({ sessionName: "a b" }), "two · assumeRole.sessionName", "a b"],
  ["an external ID of one character", working({ externalId: "a" }), "two · assumeRole.externalId", "a"],
  [
    "a role to assume outside of the allowed accounts",
    inAccount({}, { assumeRole: { roleArn: `arn:aws:iam::${other}:role/a` } }),
    "two · assumeRole.roleArn",
    `arn:aws:iam::${other}:role/a`,
  ],
  ["no allowed account", inAccount({}, { allowedAccountIds: [] }), "stacks[0].allowedAccountIds", []],
  [
    "an allowed account of 11 digits",
    inAccount({}, { allowedAccountIds: ["12345678901"] }),
    "stacks[0].allowedAccountIds[0]",
    "12345678901",
  ],
];

const abroad = (stores: unknown) =>
  path([deploy({ region: "eu-west-1" })], { crossRegionArtifactStores: stores });
const stores = "stacks[0].crossRegionArtifactStores";

const regions: readonly Refused[] = [
  [
    "a city",
    path([deploy({ region: "frankfurt" })]),
    "two/pipeline/stages/Deploy/Deploy · region",
    "frankfurt",
  ],
  [
    "capitals",
    path([deploy({ region: "EU-WEST-1" })]),
    "two/pipeline/stages/Deploy/Deploy · region",
    "EU-WEST-1",
  ],
  ["another partition", path([deploy({ region: "cn-north-1" })]), "two · region", "cn-north-1"],
  [
    "a bucket that its Region makes too long",
    path([deploy({ region: "ap-southeast-1" })], { artifactStore: { bucket: long.slice(0, 52) } }),
    "stacks[0].artifactStore.bucket",
    long.slice(0, 52),
  ],
  [
    "a store that nothing needs",
    path([deploy()], { crossRegionArtifactStores: { "eu-west-1": { bucket: "app-eu" } } }),
    'two · crossRegionArtifactStores["eu-west-1"]',
    "eu-west-1",
  ],
  ["a store that is a name", abroad({ "eu-west-1": "app-eu" }), `${stores}["eu-west-1"]`, "app-eu"],
  [
    "the bucket of the stack's own Region",
    abroad({ "eu-west-1": { bucket: "app-artifacts" } }),
    `${stores}["eu-west-1"].bucket`,
    "app-artifacts",
  ],
  [
    "a key of the stack's own Region",
    abroad({ "eu-west-1": { bucket: "app-eu", kmsKeyArn: `arn:aws:kms:eu-central-1:${own}:key/a` } }),
    `${stores}["eu-west-1"].kmsKeyArn`,
    `arn:aws:kms:eu-central-1:${own}:key/a`,
  ],
  [
    "a Region that was left and is still deployed to",
    path([deploy({ region: "eu-west-1" })], { formerRegions: ["eu-west-1"] }),
    "two · formerRegions[0]",
    "eu-west-1",
  ],
  ["a word for a key", inAccount({}, { kmsKey: "new" }), "two · kmsKey", "new"],
];

const change = 'settings/stacks.ts, entry [0], stack "two"';

describe.each([
  ["the shape of stages", shapes],
  ["names", names],
  ["what a path holds", order],
  ["approvals", approvals],
  ["conditions", conditions],
  ["accounts", accounts],
  ["Regions and stores", regions],
])("the report of %s", (_, refused) => {
  it.each(refused)(
    "names %s, its value, what is allowed, and the entry, and says it once",
    (_, entry, place, got) => {
      const { stack } = entry as { readonly stack: string };
      expect(reportedAlone(entry, place, got)).toEqual({
        allowed: true,
        change: change.replace("two", stack),
      });
    },
  );
});

describe("a release path that AWS accepts", () => {
  it.each([
    ["its own Region, written out", path([deploy({ region: minimalProject.region })])],
    ["a Region that this project does not know", path([deploy({ region: "eu-west-9" })])],
    ["a function that skips", guarded([lambda], { result: "SKIP" })],
    ["seven fields of a cron", guarded([{ ...window, cron: "* 0/15 9-17,20 L-3 jan-mar ? 2030" }])],
    ["the last Friday", guarded([{ ...window, cron: "* * 9 ? * 6L" }])],
    ["a test in a stage that starts with a digit", path([deploy(), test({ stageName: "1st" })])],
    [
      "stages with long names",
      path([deploy({ stageName: long.slice(1) }), deploy({ stageName: long.slice(2) })]),
    ],
    [
      "one account, written out twice in another order",
      path([
        deploy({ account: { id: other, roleName: "a" } }),
        deploy({ stageName: "Next", account: { roleName: "a", id: other } }),
      ]),
    ],
  ])("is not refused: %s", (_, entry) => {
    expect(problems([entry])).toEqual([]);
  });
});

describe("what is wrong with the project", () => {
  const entry = ({ allowedAccountIds: _, ...rest }: object & { allowedAccountIds?: unknown }) => rest;

  it.each([
    ["an account of 11 digits", { allowedAccountIds: ["12345678901"] }, "project.allowedAccountIds[0] "],
    ["a role that is none", { assumeRole: { roleArn: "terraform" } }, "project.assumeRole.roleArn "],
    [
      "a role outside of the allowed accounts",
      { allowedAccountIds: [own], assumeRole: { roleArn: `arn:aws:iam::${other}:role/a` } },
      "project.assumeRole.roleArn ",
    ],
    ["a Region that is none", { region: "tokyo", allowedAccountIds: [own] }, "project.region "],
  ])("is told once, and not of each entry: %s", (_, changes, place) => {
    const entries = [entry(inAccount({})), { ...entry(inAccount({ stack: "next" })), ...named("three") }];
    const [problem, ...others] = problems(entries, { ...minimalProject, ...changes });
    expect(others).toEqual([]);
    expect(problem?.startsWith(place)).toBe(true);
    expect(problem).toMatch(/change {3}settings\/project\.ts$/);
  });
});

describe("what two entries take", () => {
  const first = inAccount({ roleName: "first" });
  const second = (entry: StackSettings | object) => ({ ...entry, ...named("three") });

  it.each([
    [
      "one stack in other accounts",
      [inAccount({ stack: "production" }), second(inAccount({ stack: "production", roleName: "x" }))],
      "stacks[1].stages[0].account.stack is the name of stacks[0].stages[0].account.stack too",
    ],
    [
      "a stack that another entry has",
      [first, { ...second(ecrPushToEcs()), stack: `two-${other}` }],
      "stacks[1].stack is the name of stacks[0].stages[0].account.id too",
    ],
    [
      "one role in another account",
      [inAccount({ roleName: "same" }), second(inAccount({ roleName: "same" }))],
      "stacks[1].stages[0].account.roleName gives a name that stacks[0].stages[0].account.roleName gives already",
    ],
    [
      "the project of another entry's test",
      [path([deploy(), test()], named("shop")), inAccount({}, named("shop-smoke"))],
      "stacks[1].name gives a name that stacks[0].name gives already",
    ],
    [
      "the bucket of another Region",
      [
        path([deploy({ region: "eu-west-1" })]),
        { ...second(ecrPushToEcs()), artifactStore: { bucket: "app-artifacts-eu-west-1" } },
      ],
      "stacks[1].artifactStore.bucket gives a name that stacks[0].artifactStore.bucket gives already",
    ],
  ])("is told once: %s", (_, entries, says) => {
    expect(problems(entries).map((problem) => problem.split("\n")[0])).toEqual([says]);
  });
});

it("all new keys that are wrong are told in one run", () => {
  const { service: _, ...github } = githubToEcs();
  const entry = {
    ...github,
    allowedAccountIds: ["1"],
    assumeRole: { roleArn: `arn:aws:iam::${own}:user/a`, externalId: "x", sessionName: "y" },
    defaultTags: { "aws:team": "shop" },
    notifications: { emails: ["ops"], ruleName: "a.b", events: [] },
    kmsKey: "new",
    crossRegionArtifactStores: { "eu-north-1": { bucket: "UNUSED" } },
    stages: [
      deploy({
        account: { id: "2", stack: "a b", roleName: "a b", permissionsBoundary: "c" },
        region: "frankfurt",
        runOrder: 0,
        service: { clusterName: "a b", serviceName: "a b", containerName: "a b", taskRoles: ["*"] },
      }),
      test({ projectName: "a b", buildTimeout: 0, beforeEntry: { result: "SKIP", rules: [alarm, alarm] } }),
      approve({
        notificationArn: "news",
        externalEntityLink: "wiki",
        customData: "",
        timeoutInMinutes: 1,
        onSuccess: { rules: [{ ...window, cron: "9", timeZone: "" }] },
        onFailure: { result: "ROLLBACK" },
      }),
      { type: "stage", stageName: "Approve", actions: [{ type: "lambda" }] },
    ],
    pipeline: { executionMode: "PARALLEL" },
  };
  const places = problems([entry]).map((problem) =>
    problem.split("\n")[0]?.replace(/ (is|has|have|cannot) .*/, ""),
  );
  expect(places.toSorted()).toMatchInlineSnapshot(`
    [
      "one in another account/deploy/role · permissionsBoundary",
      "one in another account/deploy/role · roleName",
      "one · assumeRole.externalId",
      "one · assumeRole.roleArn",
      "one · assumeRole.sessionName",
      "one · crossRegionArtifactStores["eu-north-1"]",
      "one · kmsKey",
      "one/notifications/rule · events",
      "one/notifications/rule · ruleName",
      "one/notifications/topic · emails[0]",
      "one/pipeline · stages name a stage more than once",
      "one/pipeline/stages/Approve · onFailure.result",
      "one/pipeline/stages/Approve · onSuccess.result",
      "one/pipeline/stages/Approve · onSuccess.rules[0].cron",
      "one/pipeline/stages/Approve · onSuccess.rules[0].timeZone",
      "one/pipeline/stages/Approve/Approve · customData length",
      "one/pipeline/stages/Approve/Approve · externalEntityLink",
      "one/pipeline/stages/Approve/Approve · notificationArn",
      "one/pipeline/stages/Approve/Approve · timeoutInMinutes",
      "one/pipeline/stages/Deploy/Deploy · clusterName",
      "one/pipeline/stages/Deploy/Deploy · containerName",
      "one/pipeline/stages/Deploy/Deploy · region",
      "one/pipeline/stages/Deploy/Deploy · runOrder",
      "one/pipeline/stages/Deploy/Deploy · serviceName",
      "one/pipeline/stages/Deploy/Deploy · taskRoles[0]",
      "one/pipeline/stages/Smoke · beforeEntry.rules",
      "one/pipeline/stages/Smoke · beforeEntry.rules[0]",
      "one/pipeline/stages/Smoke · beforeEntry.rules[1]",
      "one/release/Smoke/Test · buildTimeout",
      "one/release/Smoke/Test · projectName",
      "stacks[0].allowedAccountIds[0]",
      "stacks[0].defaultTags["aws:team"]",
      "stacks[0].stages[0].account.id",
      "stacks[0].stages[0].account.stack",
      "stacks[0].stages[3].actions[0].type",
    ]
  `);
});
