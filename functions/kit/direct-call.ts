// What is called a dozen times a request skips the AWS client's layers: the same bytes, by the client's own credentials and connections, in less than half of the CPU time.
import { type Credentials, makeSigner } from "./signature";

type Headers = Record<string, string>;
type HttpRequest = Endpoint & { method: string; path: string; query: Record<string, string>; headers: Headers; body: Buffer };
type HttpResponse = { statusCode: number; headers: Headers; body: NodeJS.ReadableStream };

/** One operation of a service: how its input becomes a request, and a reply its output. */
export type Operation<Input, Output> = {
  /** By which its requests are signed. */
  service: string;
  path(input: Input): string;
  headers?: Readonly<Headers>;
  body(input: Input): string;
  output(reply: Buffer, headers: Readonly<Headers>): Output;
};

/** The parts of a client's configuration that are used here; every client of the SDK for JavaScript v3 has them. */
type Config = {
  region(): Promise<string>;
  endpoint?: () => Promise<Endpoint>;
  endpointProvider(given: { Region: string }): { url: URL };
  credentials(): Promise<Credentials>;
  requestHandler: { handle(request: HttpRequest): Promise<{ response: HttpResponse }> };
};
type Endpoint = { protocol: string; hostname: string; port?: number };

/** What a command's `resolveMiddleware` gives its client, which is still who sends it. Throws as the client would: an Error by the service's name for it, with `$metadata`. */
export function direct<Input, Output>(configuration: object, operation: Operation<Input, Output>) {
  const config = configuration as Config; // a client resolves it before it asks a command for this
  let prepared: ReturnType<typeof prepare> | undefined;
  return async ({ input }: { input: Input }): Promise<{ output: Output; response: HttpResponse }> => {
    prepared ??= prepare(config, operation.service).catch((error: unknown) => {
      prepared = undefined;
      throw error;
    });
    const { endpoint, sign } = await prepared;
    const request = requestOf(endpoint, operation, input);
    // The client knows when they must be fetched anew.
    const headers = sign(request, await config.credentials());
    const { response } = await config.requestHandler.handle({ ...request, headers });
    const reply = await bytesOf(response);
    if (response.statusCode >= 300) throw failureOf(response, reply);
    return { output: operation.output(reply, response.headers), response };
  };
}

async function prepare({ endpoint, endpointProvider, region }: Config, service: string) {
  const at = await region();
  return { endpoint: endpoint ? await endpoint() : placeOf(endpointProvider({ Region: at }).url), sign: makeSigner({ region: at, service }) };
}

const placeOf = ({ protocol, hostname, port }: URL): Endpoint => ({ protocol, hostname, ...(port && { port: Number(port) }) });

function requestOf<Input>({ protocol, hostname, port }: Endpoint, { path, headers, body }: Operation<Input, unknown>, input: Input): HttpRequest {
  // Once, for its length, its digest and its way.
  const bytes = Buffer.from(body(input));
  const trace = process.env._X_AMZN_TRACE_ID;
  return {
    ...{ protocol, hostname, port, method: "POST", path: path(input), query: {}, body: bytes },
    headers: {
      host: port ? `${hostname}:${port}` : hostname,
      "content-type": "application/json",
      "content-length": String(bytes.length),
      ...headers,
      // By it Lambda finds loops, and X-Ray who called whom.
      ...(trace && { "x-amzn-trace-id": trace }),
    },
  };
}

function bytesOf({ body }: HttpResponse): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    body.on("data", (part: Buffer) => parts.push(part));
    body.on("end", () => resolve(parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)));
    body.on("error", reject);
  });
}

function failureOf({ statusCode, headers }: HttpResponse, reply: Buffer): Error {
  const said = parsed(reply);
  const type = headers["x-amzn-errortype"] ?? said.__type ?? said.code ?? "UnknownError";
  const error = new Error(said.message ?? said.Message ?? `The service answered ${statusCode}.`);
  // `namespace#Name:http://…` is how some services write it.
  return Object.assign(error, {
    name: type.split(":")[0]?.split("#").at(-1),
    $metadata: { httpStatusCode: statusCode, requestId: headers["x-amzn-requestid"] },
  });
}

function parsed(reply: Buffer): Partial<Record<"message" | "Message" | "__type" | "code", string>> {
  try {
    return JSON.parse(reply.toString()) ?? {};
  } catch {
    return {};
  }
}
