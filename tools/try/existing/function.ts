import { strToU8, zipSync } from "fflate";
import type { LocalAccount } from "../../../local/aws/local-account";

/** A function of a stage's rule or of a deployment's hook, and its role: it says yes to whatever it is asked. */
export async function createApprovingFunction(account: LocalAccount, functionName: string): Promise<void> {
  const roleName = `${functionName}-function`;
  const document = (statement: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
  await account.query("iam", "CreateRole", {
    RoleName: roleName,
    AssumeRolePolicyDocument: document({
      Principal: { Service: "lambda.amazonaws.com" },
      Action: "sts:AssumeRole",
    }),
  });
  await account.query("iam", "PutRolePolicy", {
    RoleName: roleName,
    PolicyName: roleName,
    PolicyDocument: document({
      Action: [
        "codepipeline:PutJobSuccessResult",
        "codedeploy:PutLifecycleEventHookExecutionStatus",
        "logs:*",
      ],
      Resource: "*",
    }),
  });
  const zip = zipSync({ "index.js": strToU8(saysYes) });
  const input = {
    FunctionName: functionName,
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Role: `arn:aws:iam::${account.accountId}:role/${roleName}`,
    Code: { ZipFile: Buffer.from(zip).toString("base64") },
  };
  const response = await account.send("lambda", "POST", "/2015-03-31/functions", JSON.stringify(input));
  if (!response.ok) throw new Error(`The function ${functionName} was not created: ${await response.text()}`);
}

// Without an SDK, which the local Lambda does not have: no signature is checked here.
const saysYes = `async function call(service, target, input) {
  const { AWS_ACCESS_KEY_ID, AWS_REGION, AWS_ENDPOINT_URL } = process.env;
  const scope = AWS_ACCESS_KEY_ID + "/20260101/" + AWS_REGION + "/" + service + "/aws4_request";
  const answer = await fetch(AWS_ENDPOINT_URL, {
    method: "POST",
    headers: {
      authorization: "AWS4-HMAC-SHA256 Credential=" + scope + ", SignedHeaders=host, Signature=0",
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": target,
    },
    body: JSON.stringify(input),
  });
  if (!answer.ok) throw new Error(await answer.text());
}
exports.handler = async (event) => {
  const job = event["CodePipeline.job"];
  if (job) return call("codepipeline", "CodePipeline_20150709.PutJobSuccessResult", { jobId: job.id });
  const { DeploymentId: deploymentId, LifecycleEventHookExecutionId: lifecycleEventHookExecutionId } = event;
  const answer = { deploymentId, lifecycleEventHookExecutionId, status: "Succeeded" };
  await call("codedeploy", "CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus", answer);
};
`;
