import { z } from "zod";
import { AwsError } from "../client/aws-error";
import type { Caller } from "../iam/caller";
import { type Answer, jsonAnswer } from "./answer";
import type { AwsRequest } from "./aws-request";
import type { Scope } from "./scope";

/** A service of which the gateway answers some operations; moto answers the rest. */
export interface Service {
  readonly operations: Readonly<Record<string, Operation>>;
  /** Names the operation of a request that is only a method and a path. */
  operationOf?(request: AwsRequest): string | undefined;
  /** ARNs of what the gateway itself keeps in the scope. */
  resources?(scope: Scope): Iterable<string>;
}

/** An operation that the gateway answers, and why moto does not. */
export interface Operation {
  readonly because: string;
  answer(request: AwsRequest, scope: Scope, caller: Caller): Answer | Promise<Answer>;
}

/** An operation of JSON in and out, its input checked against a schema. */
export function operation<S extends z.ZodType>(
  because: string,
  input: S,
  answer: (input: z.output<S>, scope: Scope, caller: Caller) => object | Promise<object>,
): Operation {
  return {
    because,
    async answer(request, scope, caller) {
      return jsonAnswer(request, await answer(parse(input, request.body), scope, caller));
    },
  };
}

/** The input of an operation whose fields are of no interest to us, only passed on. */
export const ANY_INPUT = z.looseObject({});

function parse<S extends z.ZodType>(schema: S, body: Buffer): z.output<S> {
  const result = schema.safeParse(parseJson(body.toString() || "{}"));
  if (result.success) return result.data;
  throw new AwsError("ValidationException", z.prettifyError(result.error));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AwsError(
      "SerializationException",
      `The input is not JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
}
