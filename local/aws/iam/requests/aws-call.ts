import { z } from "zod";
import { AwsClient } from "../../client/aws-client";
import type { AwsRequest } from "../../gateway/aws-request";
import type { Scope } from "../../gateway/scope";
import { isObject } from "../../json";
import type { Identity } from "../caller";

const texts = z.array(z.string());
const tags = z.array(z.looseObject({}));

/** A call of an operation by a role or a user, as the permissions that it needs are read from it. */
export class AwsCall {
  constructor(
    readonly request: AwsRequest,
    /** Of the account that owns the resource. */
    readonly scope: Scope,
    readonly identity: Identity,
  ) {}

  /** The input of an operation in JSON. */
  get input(): Readonly<Record<string, unknown>> {
    const text = this.request.body.toString();
    const parsed: unknown = text === "" ? {} : JSON.parse(text);
    return isObject(parsed) ? parsed : {};
  }

  /** The input of an operation of a form. */
  get form(): URLSearchParams {
    return new URLSearchParams(this.request.body.toString());
  }

  /** Calls operations as the account itself, to look up what the request does not tell. */
  get account(): AwsClient {
    return new AwsClient(this.scope.gatewayEndpoint, this.scope.accountId, this.scope.region);
  }

  /** The same call at another address, in the account that owns what is there. */
  at(url: URL, scope: Scope): AwsCall {
    return new AwsCall({ ...this.request, url }, scope, this.identity);
  }

  arn(service: string, resource: string): string {
    return this.scope.arn(service, resource);
  }

  /** A text of the input; empty when there is none, which no resource of a policy but `*` matches. */
  text(name: string): string {
    const value = this.input[name];
    return typeof value === "string" ? value : "";
  }

  /** A list of texts of the input. */
  texts(name: string): readonly string[] {
    return texts.safeParse(this.input[name]).data ?? [];
  }

  header(name: string): string | undefined {
    const value = this.request.headers[name];
    return Array.isArray(value) ? value.join(",") : value;
  }

  /** The keys `aws:RequestTag/…` and `aws:TagKeys` of a list of tags, however the service spells its fields. */
  tagContext(name: string): Record<string, string | readonly string[] | undefined> {
    const given = tags.safeParse(this.input[name]).data ?? [];
    const pairs = given.map((tag) => [String(tag.key ?? tag.Key), String(tag.value ?? tag.Value ?? "")]);
    const values = pairs.map(([key, value]) => [`aws:RequestTag/${key}`, value]);
    return {
      ...Object.fromEntries(values),
      "aws:TagKeys": pairs.length === 0 ? undefined : pairs.map(([key = ""]) => key),
    };
  }
}
