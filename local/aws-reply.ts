/** What every local AWS service answers with: a reply, or an error in the shape that its SDK reads. */
export type AwsRequest = {
  method: string;
  /** Decoded parts of the path. */
  path: readonly string[];
  query: URLSearchParams;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
};

export type AwsReply = { status: number; headers?: Record<string, string>; body?: string | Buffer };

/** Thrown to be answered as an AWS error of that type. */
export class AwsError extends Error {
  constructor(
    readonly type: string,
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Answered by no answer at all: the connection is cut, as by a network that is down. */
export class Unreachable extends Error {}

export const reply = (body: unknown, status = 200, headers: Record<string, string> = {}): AwsReply => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

export const errorReply = ({ type, status, message }: AwsError): AwsReply =>
  reply({ __type: type, message, Message: message }, status, { "x-amzn-errortype": type });

/** The JSON of a request; what is not JSON is the caller's mistake. */
export function jsonOf({ body }: AwsRequest): Record<string, unknown> {
  try {
    return JSON.parse(body.toString() || "{}") as Record<string, unknown>; // its fields are read one by one
  } catch {
    throw new AwsError("SerializationException", 400, "The request is not JSON.");
  }
}
