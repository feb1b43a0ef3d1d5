import { z } from "zod";
import type { AwsCall } from "./aws-call";
import { needs } from "./needs";
import type { ServiceRequests } from "./permission";

const names = z.array(z.string());

/** The alarms that are asked for, in JSON, CBOR's JSON form or a form; all of them when none is named. */
const alarms = (call: AwsCall) => {
  const form = [...call.form].flatMap(([key, value]) => (key.startsWith("AlarmNames.") ? [value] : []));
  const named =
    call.request.protocol === "query" ? form : (names.safeParse(call.input.AlarmNames).data ?? []);
  return (named.length === 0 ? ["*"] : named).map((name) => call.arn("cloudwatch", `alarm:${name}`));
};

const namespace = (call: AwsCall) =>
  call.request.protocol === "query" ? (call.form.get("Namespace") ?? undefined) : call.text("Namespace");

/** What the operations of CloudWatch need. */
export const cloudwatch: ServiceRequests = {
  conditionKeys: ["cloudwatch:namespace"],
  operations: {
    DescribeAlarms: needs("cloudwatch:DescribeAlarms", alarms),
    PutMetricData: needs(
      "cloudwatch:PutMetricData",
      () => "*",
      (call) => ({ "cloudwatch:namespace": namespace(call) }),
    ),
    GetMetricStatistics: needs("cloudwatch:GetMetricStatistics", () => "*"),
  },
};
