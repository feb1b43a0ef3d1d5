import { AwsError } from "./aws-error";
import { JSON_SERVICES, QUERY_SERVICES } from "./protocols";
import { elementText } from "./xml";

/** Calls AWS operations at one endpoint and region as whoever holds an access key: 12 digits are an account itself. */
export class AwsClient {
  constructor(
    readonly endpoint: string,
    readonly accessKeyId: string,
    readonly region: string,
  ) {}

  /** An operation of a service that speaks JSON. Throws an AwsError with AWS's code. */
  async call(service: string, operation: string, input: object = {}): Promise<unknown> {
    const { target, version } = knownService(JSON_SERVICES, service);
    const response = await this.send(service, "POST", "/", JSON.stringify(input), {
      "content-type": `application/x-amz-json-${version}`,
      "x-amz-target": `${target}.${operation}`,
    });
    const text = await response.text();
    const isJson = text.startsWith("{");
    if (!response.ok) throw errorOf(response, isJson ? JSON.parse(text) : { message: text });
    return isJson ? JSON.parse(text) : {};
  }

  /** An operation of a service that speaks forms and XML. Returns the XML. */
  async query(service: string, operation: string, input: Readonly<Record<string, string>>): Promise<string> {
    const form = { Action: operation, Version: knownService(QUERY_SERVICES, service), ...input };
    const response = await this.send(service, "POST", "/", new URLSearchParams(form).toString(), {
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    });
    const xml = await response.text();
    if (response.ok) return xml;
    throw errorOf(response, {
      code: elementText(xml, "Code"),
      message: elementText(xml, "Message") ?? xml,
    });
  }

  /** A plain signed HTTP request, for services whose operations are methods and paths. */
  async send(
    service: string,
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    // Nothing on this machine checks signatures.
    const scope = `${this.accessKeyId}/20260101/${this.region}/${service}/aws4_request`;
    return fetch(this.endpoint + path, {
      method,
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
        "x-moto-account-id": this.accessKeyId,
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
  }
}

function knownService<T>(services: Readonly<Record<string, T>>, service: string): T {
  const known = services[service];
  if (known !== undefined) return known;
  throw new Error(
    `Unknown service "${service}". Known are ${Object.keys(services).join(", ")}; add it to client/protocols.ts.`,
  );
}

interface ErrorBody {
  readonly __type?: string;
  readonly code?: string | undefined;
  readonly message?: string;
  readonly Message?: string;
}

function errorOf(response: Response, body: ErrorBody): AwsError {
  const code = body.__type ?? body.code ?? response.headers.get("x-moto-crash") ?? `HTTP${response.status}`;
  return new AwsError(
    code.replace(/^.*#/, ""),
    body.message ?? body.Message ?? "(no message)",
    response.status,
  );
}
