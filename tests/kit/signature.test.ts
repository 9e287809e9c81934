import { RDSDataClient } from "@aws-sdk/client-rds-data";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { makeSigner } from "../../functions/kit/signature";

const scope = { region: "eu-west-1", service: "rds-data" };
type Request = { method: string; path: string; headers: Record<string, string>; body: string | Uint8Array };
type Credentials = Parameters<ReturnType<typeof makeSigner>>[1];

/** What the client of the SDK makes of the same request. */
async function bySdk(request: Request, credentials: Credentials, signingDate: Date): Promise<Record<string, string>> {
  const client = new RDSDataClient({ region: scope.region, credentials });
  const signer = await client.config.signer(undefined as never); // it asks for no scheme
  const signed = await signer.sign({ ...request, protocol: "https:", hostname: String(request.headers.host), query: {} } as never, { signingDate });
  return signed.headers;
}

const name = fc.stringMatching(/^[A-Za-z0-9._~:-]{1,20}$/);
const requests = fc.record({
  method: fc.constantFrom("POST", "GET"),
  path: fc
    .array(
      name.filter((part) => !/^\.+$/.test(part)),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => `/${parts.join("/")}`),
  headers: fc.record({
    host: fc.constantFrom("rds-data.eu-west-1.amazonaws.com", "127.0.0.1:8120"),
    "content-type": fc.constant("application/json"),
    "content-length": fc.nat().map(String),
    "x-amzn-trace-id": fc.constant("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1"),
  }),
  body: fc.oneof(fc.string({ unit: "grapheme" }), fc.uint8Array()),
});
const secret = fc.stringMatching(/^[A-Za-z0-9/+]{1,40}$/);
const people = fc.record({ accessKeyId: secret, secretAccessKey: secret, sessionToken: fc.option(secret, { nil: undefined }) });
const dates = fc.date({ min: new Date("2000-01-01T00:00:00Z"), max: new Date("2099-12-31T23:59:59Z"), noInvalidDate: true });

test("a request is signed as the SDK's client signs it, whatever it holds, whoever sends it, on any day, one after another", async () => {
  const sign = makeSigner(scope);
  await fc.assert(
    fc.asyncProperty(requests, people, dates, async (request, credentials, at) => {
      expect(sign(request, credentials, at)).toEqual(await bySdk(request, credentials, at));
    }),
    { numRuns: 200 },
  );
});

test("the key of the day is made anew at midnight, and for other credentials", async () => {
  const sign = makeSigner(scope);
  const request = { method: "POST", path: "/Execute", headers: { host: "h", "content-type": "application/json" }, body: "{}" };
  const [one, two] = [
    { accessKeyId: "a", secretAccessKey: "s" },
    { accessKeyId: "a", secretAccessKey: "t" },
  ];
  for (const [credentials, at] of [
    [one, "2026-12-31T23:59:59.999Z"],
    [one, "2027-01-01T00:00:00.000Z"],
    [two, "2027-01-01T00:00:00.000Z"],
    [one, "2027-01-01T00:00:01.000Z"],
  ] as const)
    expect(sign(request, credentials, new Date(at))).toEqual(await bySdk(request, credentials, new Date(at)));
});
