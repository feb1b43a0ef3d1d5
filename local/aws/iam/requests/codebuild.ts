import type { AwsCall } from "./aws-call";
import { eachNeeds, needs } from "./needs";
import type { ServiceRequests } from "./permission";

// A project is named by its name or its ARN.
const project = (call: AwsCall, name: string) =>
  name.startsWith("arn:") ? name : call.arn("codebuild", `project/${name}`);
// A build's id, or its ARN, begins with the project's name.
const projectOfBuild = (call: AwsCall, id: string) =>
  project(call, id.replace(/^arn:.*:build\//, "").split(":")[0] ?? "");
const each = (call: AwsCall, ids: readonly string[]) => [
  ...new Set(ids.map((id) => projectOfBuild(call, id))),
];

const oneProject = (call: AwsCall) => project(call, call.text("projectName"));
const oneBuild = (call: AwsCall) => each(call, [call.text("id")]);
const allBuilds = (call: AwsCall) => each(call, call.texts("ids"));
const reportGroup = (call: AwsCall) => call.arn("codebuild", `report-group/${call.text("name")}`);

/** What the operations of CodeBuild need. */
export const codebuild: ServiceRequests = {
  operations: {
    ...eachNeeds("codebuild", ["ListBuildsForProject", "StartBuild", "StartBuildBatch"], oneProject),
    ...eachNeeds("codebuild", ["RetryBuild", "StopBuild", "StopBuildBatch"], oneBuild),
    ...eachNeeds("codebuild", ["BatchGetBuilds", "BatchGetBuildBatches"], allBuilds),
    ...eachNeeds("codebuild", ["ListBuilds", "ListProjects"], () => "*"),
    BatchGetProjects: needs("codebuild:BatchGetProjects", (call) =>
      call.texts("names").map((name) => project(call, name)),
    ),
    CreateReportGroup: needs("codebuild:CreateReportGroup", reportGroup, (call) => call.tagContext("tags")),
  },
};
