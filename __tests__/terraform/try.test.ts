import { readdirSync } from "node:fs";
import { it } from "vitest";
import { ProcessGroup } from "../../local/terraform/process-group";
import { onTheBench } from "../support/on-the-bench";
import { otherProject, otherStacks } from "../support/other-team";
import { transcript, unprinted } from "../support/readme";
import { shippedGithubToEcs } from "../support/shipped";
import taskDefinition from "../support/task-definitions/example-actions.json";
import { during, scenesOf } from "../support/tried";

const { PATH = "" } = process.env;

onTheBench("npm run try", () => {
  it.concurrent("plays an image push of the shipped example, and leaves nothing behind", async ({
    expect,
  }) => {
    await during(async (tried) => {
      const { stdout } = await tried.play("ecr-push-to-ecs");
      const pushed = [...stdout.matchAll(/example-image:latest\n {2}pushed {6}(sha256:\S+)/g)].map(
        ([, digest]) => digest,
      );
      expect(pushed).toHaveLength(2);
      for (const digest of pushed) expect(stdout).toContain(`with        revision ${digest}`);
      // Each release goes to its end, and what was pushed last runs until a later release succeeds.
      expect(stdout).toMatch(
        /Source +Succeeded.*\n +Build +Succeeded.*\n +Deploy +Succeeded.*\n +release +Succeeded/,
      );
      const runs = [
        ...stdout.matchAll(/runs {8}example\/example-image, example: example-image (sha256:\S+)/g),
      ];
      expect(runs.slice(0, 2).map(([, digest]) => digest)).toEqual([pushed[1], pushed[1]]);
      expect(stdout).toMatch(/Source +Failed[^+]*?ImageNotFoundException/);
      expect(stdout.replace(/\s+/g, " ")).toMatch(
        /Deploy Failed .*assumed-role\/example-image-codepipeline\/\d+ is not authorized to perform: ecs:UpdateService on resource: \S+:service\/example\/example-image/,
      );
      expect(stdout).toMatch(/retry-stage-execution --stage-name Deploy\n +Deploy +Succeeded/);
      expect(stdout).toMatch(/matched {5}rule \S+rule\/example-image-pushed: delivered/);
      expect(stdout).toMatch(/not-latest\n {2}pushed {6}\S+\n {2}started {5}nothing/);
      // Its second line is of this machine, and Terraform creates in any order what does not wait for another.
      const [first = "", , ...others] = transcript("ecr-push-to-ecs: a local AWS");
      const isCreation = (line: string) => line.startsWith("  + ");
      expect(unprinted([first, ...others.filter((line) => !isCreation(line))], stdout)).toEqual([]);
      for (const line of others.filter(isCreation)) expect(unprinted([line], stdout)).toEqual([]);
      expect(stdout).toContain("terraform plan, once more\nno changes");
      expect(readdirSync(tried.temporary)).toEqual([]);
    });
  });

  it.concurrent("plays a blue/green release of the shipped example, and what takes it back", async ({
    expect,
  }) => {
    await during(async (tried) => {
      const { stdout } = await tried.play("ecr-push-blue-green");
      const pushed = [
        ...stdout.matchAll(/docker push example-blue-green-(\w+):latest\n {2}pushed {6}(sha256:\S+)/g),
      ].map(([, image = "", digest = ""]) => ({ image, digest }));
      expect(pushed.map(({ image }) => image)).toEqual(["proxy", "app", "app", "app"]);
      const [proxy = "", first = "", unmigrated = "", last = ""] = pushed.map(({ digest }) => digest);
      const service = "runs {8}example-blue-green/example-blue-green";
      const running = (container: string) =>
        [...stdout.matchAll(new RegExp(`${service}, ${container}: \\S+ (sha256:\\S+)`, "g"))].map(
          ([, digest]) => digest,
        );
      // After the first release, a failed migration, a deployment that was taken back, and the retry of a denied one.
      expect(running("app")).toEqual([first, first, first, last]);
      expect(running("proxy")).toEqual([proxy, proxy, proxy, proxy]);
      expect(stdout).not.toContain(`app: example-blue-green-app ${unmigrated}`);
      expect(stdout).toMatch(
        /Build +Succeeded.*\n +Migrate +Succeeded.*\n +one-off task, app: bin\/migrate, exit code 0\n.*\n.*\n +Deploy +deployment d-\w+\n +test +100 % example-green\n +production +100 % example-green\n +waits +with the end of the old tasks: 5 minutes pass\n +Deploy +Succeeded/,
      );
      const [, failed = "", stopped = "", denied = ""] =
        /(The migration of the next image fails[\s\S]*?)(Somebody stops[\s\S]*?)(The role[\s\S]*)/.exec(
          stdout,
        ) ?? [];
      expect(failed).toMatch(/Migrate +Failed.*\n +one-off task, app: bin\/migrate, exit code 1/);
      expect(failed).not.toContain("Deploy");
      expect(stopped).toMatch(/production +100 % example-blue\n +stop .*\n +stopped +MANUAL_STOP/);
      expect(stopped).toMatch(/taken back +by deployment d-\w+\n +production +100 % example-green/);
      expect(stopped).toMatch(/Deploy +Failed/);
      expect(denied.replace(/\s+/g, " ")).toMatch(
        /assumed-role\/example-blue-green-codepipeline\/\d+ is not authorized to perform: codedeploy:CreateDeployment/,
      );
      expect(denied).toMatch(/example-blue-green-codedeploy +(\d+) of \1\n/);
      expect(stdout).toContain("terraform plan, once more\nno changes");
      expect(readdirSync(tried.temporary)).toEqual([]);
    });
  });

  it.concurrent("plays what becomes of a commit's status, and how a function that failed is mended", async ({
    expect,
  }) => {
    await during(async (tried) => {
      const { stdout } = await tried.play("commit-status");
      const scenes = scenesOf(stdout);
      // Every commit's statuses, in order; a scene with several executions has several.
      const statuses = (beginning: string) =>
        scenes(beginning).map((scene) =>
          [...scene.matchAll(/^ {2}status {6}[0-9a-f]{7} {2}codepipeline\/example {2}(\w+) +(.*)$/gm)].map(
            ([, state, words]) => [state, words],
          ),
        );
      const [pending, success] = [
        ["pending", "In progress"],
        ["success", "Succeeded"],
      ];
      expect(statuses("example began an execution before the rules were there")).toEqual([[success]]);
      expect(statuses("A commit to example-organization/example,")).toEqual([[pending, success]]);
      expect(statuses("Somebody rejects")).toEqual([
        [pending, ["failure", expect.stringContaining("not today")]],
      ]);
      expect(statuses("and tries its stage once more")).toEqual([[pending, success]]);
      const [[, stopped] = []] = statuses("Somebody stops");
      expect(stopped).toEqual(["error", expect.stringMatching(/^Stopped/)]);
      const overtaken = ["pending", "Superseded by a newer execution: no verdict on this commit"];
      expect(statuses("Three commits in a row")).toEqual([
        [pending, pending, pending, overtaken, success, success],
      ]);
      expect(scenes("The last event of that execution")).toEqual([
        expect.stringMatching(/status {6}The status stands$/),
      ]);
      const [lost = ""] = scenes("GitHub no longer takes");
      expect(lost.match(/fails at attempt \d: GithubUnauthorized/g)).toHaveLength(3);
      expect(lost).toMatch(/queue {7}example-commit-status-failures: RetriesExhausted after 3/);
      expect(statuses("It gets another one: aws ssm put-parameter")).toEqual([[success]]);
      expect(stdout).toMatch(/example-commit-status +(\d+) of \1\n/);
      expect(unprinted(transcript("It gets another one"), stdout)).toEqual([]);
      expect(stdout).toContain("terraform plan, once more\nno changes");
      expect(readdirSync(tried.temporary)).toEqual([]);
    });
  });

  it.concurrent("plays a deployment by GitHub Actions, and what AWS refuses it", async ({ expect }) => {
    await during(async (tried) => {
      const { stdout } = await tried.play("github-actions-to-ecs");
      const scenes = scenesOf(stdout);
      const only = (beginning: string | RegExp) => {
        const found = scenes(beginning);
        expect(found).toHaveLength(1);
        return found[0] ?? "";
      };
      const pushed = (scene: string) => /image {7}example-actions@(sha256:\S+)/.exec(scene)?.[1];
      const runs = (scene: string) =>
        /runs {8}example-actions\/example-actions, app: example-actions (sha256:\S+)/.exec(scene)?.[1];
      const first = only("npm run workflow -- github-actions-to-ecs --output");
      const second = only("example-organization/example-application: a push to main");
      for (const scene of [first, second]) {
        expect(scene).toMatch(/Deploy, and wait until the service is stable +success\n +workflow +success/);
        expect(runs(scene)).toBe(pushed(scene));
      }
      expect(pushed(second)).not.toBe(pushed(first));
      const again = only("The same commit once more");
      expect(again).toContain("is there already.");
      expect(pushed(again)).toBe(pushed(second));
      expect(only("example-organization/example-application: a push to not-main")).toMatch(
        /started {5}nothing$/,
      );
      expect(only("By hand on not-main")).toMatch(/workflow {4}skipped$/);
      expect(only("Somebody takes the condition out")).toMatch(
        /Get credentials of AWS +failure[^+]*Not authorized to perform sts:AssumeRoleWithWebIdentity/,
      );
      expect(unprinted(transcript("Somebody takes the condition out"), stdout)).toEqual([]);
      const broken = only("A commit that takes the Dockerfile away");
      expect(broken).toMatch(/Build and push the image of the commit +failure[^+]*failed to read dockerfile/);
      expect(runs(broken)).toBe(pushed(second));
      const denied = only(/^arn:\S+:role\/example-actions-github-actions loses/);
      expect(denied.replace(/\s+/g, " ")).toMatch(
        /is stable failure .*assumed-role\/example-actions-github-actions\/\S+ is not authorized to perform: ecs:UpdateService/,
      );
      const mended = only("It gets ecs:UpdateService back");
      expect(runs(mended)).toBe(pushed(denied));
      expect(stdout).toMatch(/example-actions-github-actions +\d+ of \d+, not s3:ListBucket\n/);
      expect(stdout).toContain("terraform plan, once more\nno changes");
      expect(readdirSync(tried.temporary)).toEqual([]);
    });
  });

  it.concurrent("plays an enterprise's GitHub, a user's key, and a service and a bucket that exist", async ({
    expect,
  }) => {
    await during(async (tried) => {
      const accountId = "100000000079";
      tried.copy.setStacks([
        {
          system: "github-actions-to-ecs",
          stack: "shop",
          allowedAccountIds: [accountId],
          github: {
            owner: "shop",
            repository: "api",
            branch: "release/1",
            githubUrl: "https://github.shop.example",
          },
          identity: { type: "access-key" },
          imageRepository: { existingRepository: "shop/api" },
          service: { clusterName: "shop", serviceName: "api", containerName: "app" },
          taskDefinition: {
            existingBucket: "shop-task-definitions",
            taskDefinitionFile: "settings/task-definitions/api.json",
          },
          workflow: {
            placedBy: "terraform",
            dockerfile: "docker/api.Dockerfile",
            context: "api",
            pathFilters: ["!docs/**", "api/**"],
            variablePrefix: "API",
          },
        },
      ]);
      const executionRoleArn = `arn:aws:iam::${accountId}:role/tasks/start`;
      const definition = { ...taskDefinition, family: "api", executionRoleArn };
      tried.copy.write("settings/task-definitions/api.json", JSON.stringify(definition));
      const scenes = scenesOf((await tried.play()).stdout);
      expect(scenes("Terraform has committed .github/workflows/deploy-shop.yml to release/1")).toEqual([
        expect.stringMatching(/started {5}nothing\n/),
      ]);
      const [first = ""] = scenes("shop/api: a push to release/1");
      const [, digest = ""] = /image {7}shop\/api@(sha256:\S+)/.exec(first) ?? [];
      expect(first).toContain(`runs        shop/api, app: shop/api ${digest}`);
      expect(scenes(/^arn:\S+:user\/shop-github-actions loses ecs:UpdateService/)).toEqual([
        expect.stringMatching(/user\/shop-github-actions is not authorized to perform: ecs:UpdateService/),
      ]);
      expect(scenes("It gets ecs:UpdateService back")).toEqual([
        expect.stringMatching(/workflow {4}success/),
      ]);
      expect(scenes("What each role used")).toEqual([expect.stringContaining("shop-github-actions  ")]);
      expect(scenes("terraform plan, once more")).toEqual(["terraform plan, once more\nno changes"]);
    });
  });

  it.concurrent("says after each release which status its commit has got, or why it has none", async ({
    expect,
  }) => {
    await during(async (tried) => {
      tried.copy.setStacks([{ ...shippedGithubToEcs, commitStatus: true }]);
      const scenes = scenesOf((await tried.play()).stdout);
      const [released = ""] = scenes("example-organization/example-application: a push to main");
      const [, sha = ""] = /with {8}revision ([0-9a-f]{7})/.exec(released) ?? [];
      expect(released).toMatch(
        new RegExp(`release +Succeeded\n(.* pending .*\n)?.* status +${sha}  codepipeline/example  success`),
      );
      const [failed = ""] = scenes("A commit that takes the Dockerfile away");
      expect(failed).toMatch(/codepipeline\/example {2}failure {2}Failed: .*Build/);
      expect(scenes("It gets ecs:UpdateService back")).toEqual([
        expect.stringMatching(/release +Succeeded\n(.* pending .*\n)?.* success /),
      ]);
      expect(scenes("terraform plan, once more")).toEqual(["terraform plan, once more\nno changes"]);
    });
  });

  it.concurrent("needs no bucket for the state, and no other account than one that is allowed", async ({
    expect,
  }) => {
    await during(async (tried) => {
      tried.copy.setProject(otherProject).setStacks(otherStacks);
      // The first stack of the settings: its image repository exists before it.
      const { stdout } = await tried.play();
      expect(stdout).toMatch(
        /docker push shop\/checkout:stable\n.*\n.*matched.*:210987654321:rule\/.*delivered/,
      );
      // Through alarm, window, function and approval, into another account and two Regions.
      const [, released = "", , rejected = ""] =
        /(docker push [\s\S]*?)(docker push [\s\S]*)(Somebody rejects[\s\S]*)/.exec(stdout) ?? [];
      for (const action of [
        "Staging/Deploy",
        "Smoke/Test",
        "Release/Approve",
        "Production/Ireland",
        "Production/Virginia",
      ]) {
        expect(released).toMatch(new RegExp(`${action} +Succeeded`));
      }
      expect(rejected).toMatch(/Release\/Approve +Failed/);
      expect(rejected).not.toContain("Production/Ireland");
      expect(stdout).toContain("terraform plan, once more\nno changes");
    });
  });

  it.concurrent("plays in the Region of the entry", async ({ expect }) => {
    await during(async (tried) => {
      tried.copy.setProject(otherProject).setStacks(otherStacks);
      const { stdout } = await tried.play("search");
      expect(stdout).toMatch(/matched {5}rule arn:aws:events:us-east-1:210987654321:.*delivered/);
      expect(stdout).toContain("terraform plan, once more\nno changes");
    });
  });

  it.concurrent("plays what passes the filters of a connection, with state in HCP Terraform", async ({
    expect,
  }) => {
    await during(async (tried) => {
      const backend = { type: "cloud", organization: "shop" };
      tried.copy.setProject({ ...otherProject, backend }).setStacks(otherStacks);
      const { stdout } = await tried.play("basket");
      const decided = [
        ...stdout.matchAll(/^shop\/basket: (.*)\n {2}decided {5}(.*)\n {2}started {5}(\S+)/gm),
      ];
      expect(decided.map(([, what, reason, started]) => [what, reason, started])).toEqual([
        [
          "a push to trunk that changes README.md",
          "the connection waits for its confirmation in the console",
          "nothing",
        ],
        ["a push to trunk that changes basket/any", "a filter matches", "shop-basket,"],
        ["a push of the tag vany", "a filter matches", "shop-basket,"],
        ["a pull request into trunk that changes README.md: OPEN", "a filter matches", "shop-basket,"],
        ["a push to trunk that changes README.md", "no filter matches", "nothing"],
        ["a push to not-trunk that changes README.md", "no filter matches", "nothing"],
        ["a push of the tag another-tag", "no filter matches", "nothing"],
      ]);
      expect(stdout).toContain("terraform plan, once more\nno changes");
    });
  });

  it.concurrent("keeps running when npm has taken --keep for its own, and lets one plan by hand", async ({
    expect,
  }) => {
    await during(async (tried) => {
      const run = tried.start(["github-to-ecs"], { npm_config_keep: "true" });
      await run.printed("aws codepipeline list-pipelines");
      const [, commands = ""] = /into another shell:\n([\s\S]*?) {2}terraform plan\n/.exec(run.output) ?? [];
      // What runs is what the last release that succeeded pushed: a build that fails changes nothing.
      const runs = [...run.output.matchAll(/runs {8}example\/example, example: (example:\S+ sha256:\S+)/g)];
      const [first, failed] = runs.map(([, image]) => image);
      expect(first).toMatch(/^example:release-[0-9a-f]{12}-\d+ sha256:/);
      expect(failed).toBe(first);
      expect(run.output).toMatch(/Build +Failed[\s\S]*failed to read dockerfile/);
      // Twice: the stand-in providers must outlive the first run.
      const plan = "terraform plan -no-color -detailed-exitcode";
      const byHand = new ProcessGroup(["sh", "-ec", `${commands}\n${plan}\n${plan}`], {
        cwd: "/",
        env: { PATH, AWS_PROFILE: "of-somebody" },
      });
      const { code, stdout, stderr } = await byHand.ended;
      expect(code, stderr).toBe(0);
      expect(stdout.match(/No changes/g)).toHaveLength(2);
      run.interrupt();
      const ended = await run.ended;
      expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining("Cleaned up") });
      expect(readdirSync(tried.temporary)).toEqual([]);
    });
  });

  it("cleans up when it is interrupted half-way", async ({ expect }) => {
    await during(async (tried) => {
      const run = tried.start(["github-to-ecs", "--keep"]);
      await run.printed("terraform apply");
      expect(readdirSync(tried.temporary)).not.toEqual([]);
      run.interrupt();
      const { code, stdout } = await run.ended;
      expect(code).toBe(0);
      expect(stdout).toContain("Cleaned up");
      expect(readdirSync(tried.temporary)).toEqual([]);
    });
  });

  it("names the stacks when it is asked for one that is not there", async ({ expect }) => {
    await during(async (tried) => {
      const { code, stderr } = await tried.start(["no-such-stack"]).ended;
      expect(code).toBe(1);
      expect(stderr).toContain("stacks: github-to-ecs, ecr-push-to-ecs, ecr-push-blue-green");
    });
  });

  it("reports a mistake in the settings as a synth does", async ({ expect }) => {
    await during(async (tried) => {
      tried.copy.setStacks("[{ stack: shop }]");
      const { code, stderr } = await tried.start([]).ended;
      expect(code).toBe(1);
      expect(stderr).toMatch(/^\d+ problems? in the settings/);
      expect(stderr).not.toMatch(/^\s+at /m);
    });
  });
});
