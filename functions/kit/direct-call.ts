// What is called a dozen times a request skips the AWS client's layers: the same bytes, by the client's own credentials, signer and connections, in a third of the CPU time.

type Headers = Record<string, string>;
type HttpRequest = Endpoint & { method: string; path: string; query: Record<string, string>; headers: Headers; body: string | Uint8Array };
type HttpResponse = { statusCode: number; headers: Headers; body: AsyncIterable<Buffer> };

/** One operation of a service: how its input becomes a request, and a reply its output. */
export type Operation<Input, Output> = {
  path(input: Input): string;
  headers?: Readonly<Headers>;
  body(input: Input): string | Uint8Array;
  output(reply: Buffer, headers: Readonly<Headers>): Output;
};

/** The parts of a client's configuration that are used here; every client of the SDK for JavaScript v3 has them. */
type Config = {
  region(): Promise<string>;
  endpoint?: () => Promise<Endpoint>;
  endpointProvider(given: { Region: string }): { url: URL };
  signer(scheme: undefined): Promise<{ sign(request: HttpRequest): Promise<HttpRequest> }>;
  requestHandler: { handle(request: HttpRequest): Promise<{ response: HttpResponse }> };
};
type Endpoint = { protocol: string; hostname: string; port?: number };

/** What a command's `resolveMiddleware` gives its client, which is still who sends it. Throws as the client would: an Error by the service's name for it, with `$metadata`. */
export function direct<Input, Output>(configuration: object, operation: Operation<Input, Output>) {
  const config = configuration as Config; // a client resolves it before it asks a command for this
  let prepared: ReturnType<typeof prepare> | undefined;
  return async ({ input }: { input: Input }): Promise<{ output: Output; response: HttpResponse }> => {
    prepared ??= prepare(config);
    prepared.catch(() => {
      prepared = undefined;
    });
    const { endpoint, signer } = await prepared;
    const { response } = await config.requestHandler.handle(await signer.sign(requestOf(endpoint, operation, input)));
    const reply = await bytesOf(response);
    if (response.statusCode >= 300) throw failureOf(response, reply);
    return { output: operation.output(reply, response.headers), response };
  };
}

/** The client makes a new signer for each call; one will do, as it asks for the credentials anew. */
async function prepare({ endpoint, endpointProvider, region, signer }: Config): Promise<{ endpoint: Endpoint; signer: Awaited<ReturnType<Config["signer"]>> }> {
  const [at, signs] = await Promise.all([endpoint ? endpoint() : region().then((Region) => placeOf(endpointProvider({ Region }).url)), signer(undefined)]);
  return { endpoint: at, signer: signs };
}

const placeOf = ({ protocol, hostname, port }: URL): Endpoint => ({ protocol, hostname, ...(port && { port: Number(port) }) });

function requestOf<Input>({ protocol, hostname, port }: Endpoint, { path, headers, body }: Operation<Input, unknown>, input: Input): HttpRequest {
  const bytes = body(input);
  const trace = process.env._X_AMZN_TRACE_ID;
  return {
    ...{ protocol, hostname, port, method: "POST", path: path(input), query: {}, body: bytes },
    headers: {
      host: port ? `${hostname}:${port}` : hostname,
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(bytes)),
      ...headers,
      // By it Lambda finds loops, and X-Ray who called whom.
      ...(trace && { "x-amzn-trace-id": trace }),
    },
  };
}

async function bytesOf({ body }: HttpResponse): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of body) parts.push(part);
  return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
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
