import { describe, expect, test } from "vitest";
import { handler } from "../../functions/identity/pre-token";
import { callerOf } from "../../functions/kit/caller";

// As Cognito sends them, event version 3.
const event = (triggerSource: string, request: object) => ({
  version: "3",
  triggerSource,
  region: "eu-west-1",
  userPoolId: "eu-west-1_abc",
  userName: "u",
  callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: "c" },
  request: { userAttributes: {}, groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null }, ...request },
  response: {},
});
const person = (attributes: Record<string, string>) =>
  event("TokenGeneration_HostedAuth", { userAttributes: { sub: "s-1", ...attributes }, scopes: ["openid", "email"] });
const program = (scopes: string[], more = {}) => event("TokenGeneration_ClientCredentials", { scopes, ...more });

async function claimsOf(given: object) {
  const { response } = (await handler(given)) as {
    response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: Record<string, unknown> } } };
  };
  return response.claimsAndScopeOverrideDetails.accessTokenGeneration.claimsToAddOrOverride;
}
/** What a domain makes of such a token, by way of API Gateway, which hands every claim on as text. */
const caller = (claims: Record<string, unknown>, sub = "s-1") =>
  callerOf({
    requestContext: {
      authorizer: { jwt: { claims: Object.fromEntries(Object.entries({ sub, ...claims }).map(([name, value]) => [name, String(value)])), scopes: [] } },
    },
  } as never);

describe("an access token of Cognito", () => {
  test("says tenant, name and verified e-mail of a person", async () => {
    const claims = await claimsOf(person({ "custom:tenant": "acme", email: "Ada@acme.test", email_verified: "true", name: "Ada" }));
    expect(caller(claims)).toEqual({ tenantId: "acme", subject: "s-1", email: "ada@acme.test", name: "Ada" });
  });

  test("keeps an e-mail that nobody verified from counting", async () => {
    expect(caller(await claimsOf(person({ "custom:tenant": "acme", email: "ada@acme.test", email_verified: "false" }))).email).toBeUndefined();
  });

  test("says of a program which tenant its client is for, whatever the program says itself", async () => {
    const claims = await claimsOf(program(["tenant/acme"], { clientMetadata: { tenant: "globex" }, userAttributes: { "custom:tenant": "globex" } }));
    expect(caller(claims, "client-1")).toMatchObject({ tenantId: "acme", subject: "client-1", program: true });
  });

  test.each([
    ["nobody's", person({ email: "a@b.test" })],
    ["an empty", person({ "custom:tenant": "" })],
    ["a strange", person({ "custom:tenant": "Acme Inc." })],
    ["a program's without a scope", program([])],
    ["a program's with two", program(["tenant/acme", "tenant/globex"])],
    ["a program's with a foreign scope", program(["other/acme"])],
    ["a program's whose attributes name one", program([], { userAttributes: { "custom:tenant": "acme" } })],
  ])("is not made for %s tenant", async (_name, given) => {
    await expect(handler(given)).rejects.toThrow();
  });
});
