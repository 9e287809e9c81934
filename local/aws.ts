/** One HTTP server for Lambda, EventBridge Scheduler, CloudWatch and Secrets Manager, each as the unmodified SDK clients speak to it. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { gunzipSync } from "node:zlib";
import { AwsError, type AwsReply, type AwsRequest, errorReply, jsonOf, reply, Unreachable } from "./aws-reply";
import type { CloudWatch } from "./cloud-watch";
import { type Listening, listen, readBody } from "./http";
import type { Lambda } from "./lambda";
import type { Scheduler } from "./scheduler";

export type AwsOptions = {
  port: number;
  lambda: Lambda;
  scheduler: Scheduler;
  cloudWatch: CloudWatch;
  /** What is behind the ARN of a secret, or undefined. */
  secret: (arn: string) => unknown;
};

export const startAws = (options: AwsOptions): Promise<Listening> => serveAws(options.port, (request) => answer(request, options));

export const serveAws = (port: number, handle: (request: AwsRequest) => Promise<AwsReply>): Promise<Listening> =>
  listen("aws", port, (incoming, response) => {
    read(incoming)
      .then(handle)
      .then(
        (said) => write(response, said),
        (error: unknown) => fail(response, error),
      );
  });

async function read(incoming: IncomingMessage): Promise<AwsRequest> {
  const raw = (await readBody(incoming)) ?? Buffer.alloc(0);
  const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://local");
  const path = pathname.split("/").filter(Boolean).map(decodeURIComponent);
  const body = incoming.headers["content-encoding"] === "gzip" ? gunzipSync(raw) : raw;
  return { method: incoming.method ?? "GET", path, query: searchParams, headers: incoming.headers, body };
}

async function answer(request: AwsRequest, options: AwsOptions): Promise<AwsReply> {
  const { method, path, headers } = request;
  if (path[0] === "2015-03-31" && path[1] === "functions" && path[3] === "invocations") return options.lambda.handle(request);
  if (path[0] === "schedules") return options.scheduler.handle(request);
  const [service, action = ""] = String(headers["x-amz-target"] ?? "").split(".");
  if (service === "GraniteServiceVersion20100801") return options.cloudWatch.handle(action, jsonOf(request));
  if (service === "secretsmanager" && action === "GetSecretValue") return secretValue(String(jsonOf(request).SecretId), options.secret);
  throw new AwsError("UnknownOperationException", 404, `${method} /${path.join("/")} ${service ?? ""} is not served by the local cloud.`);
}

function secretValue(arn: string, secret: AwsOptions["secret"]): AwsReply {
  const value = secret(arn);
  if (value === undefined) throw new AwsError("ResourceNotFoundException", 400, "Secrets Manager can't find the specified secret.");
  return reply({
    ARN: arn,
    Name: arn.split(":")[6],
    VersionId: "local",
    VersionStages: ["AWSCURRENT"],
    SecretString: typeof value === "string" ? value : JSON.stringify(value),
  });
}

/** With its length, so that it goes in one piece. */
const write = (response: ServerResponse, { status, headers, body = "" }: AwsReply) =>
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);

function fail(response: ServerResponse, error: unknown) {
  if (error instanceof Unreachable) return response.destroy();
  if (!(error instanceof AwsError)) console.error(error);
  return write(response, errorReply(error instanceof AwsError ? error : new AwsError("InternalFailure", 500, String(error))));
}
