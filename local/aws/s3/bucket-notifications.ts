import { AwsError } from "../client/aws-error";
import { elementText } from "../client/xml";
import type { Scope } from "../gateway/scope";
import { AccountState } from "../iam/policies/account-state";

/** The notification configurations of an account's buckets, in XML as it was put, by the bucket's name. */
export const bucketNotificationsIn = new AccountState(() => new Map<string, string>());

const NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
const EVENT_BRIDGE = /<EventBridgeConfiguration\s*(?:\/>|>[\s\S]*?<\/EventBridgeConfiguration>)/;

/** A configuration that notifies nobody. */
export const NO_NOTIFICATIONS = `<NotificationConfiguration xmlns="${NAMESPACE}"></NotificationConfiguration>`;

/** Keeps a bucket's configuration. moto gets it without EventBridge, whose rules it would follow by itself. */
export async function putNotifications(scope: Scope, bucket: string, configuration: string): Promise<void> {
  const rest = configuration.replace(EVENT_BRIDGE, "");
  const body = /Configuration>[\s\S]*<\/(Topic|Queue|CloudFunction)Configuration>/.test(rest)
    ? rest
    : NO_NOTIFICATIONS;
  const response = await scope.moto.send("s3", "PUT", `/${bucket}?notification`, body);
  if (!response.ok) {
    const text = await response.text();
    const code = elementText(text, "Code") ?? "InvalidRequest";
    throw new AwsError(code, elementText(text, "Message") ?? text, response.status);
  }
  bucketNotificationsIn.of(scope).set(bucket, configuration);
}

/** Whether a bucket tells EventBridge what happens to its objects. */
export function tellsEventBridge(scope: Scope, bucket: string): boolean {
  return EVENT_BRIDGE.test(bucketNotificationsIn.of(scope).get(bucket) ?? "");
}
