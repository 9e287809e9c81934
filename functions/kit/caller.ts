// The claims that API Gateway's JWT authorizer has checked, as the caller that our domains speak of.
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import { Caller } from "../../shared/contract/actor";
import { Problem } from "../../shared/contract/problem";

/** Throws `not-signed-in` where the token names no tenant or nobody: the issuer is set up wrongly, and nothing may be served. */
export function callerOf(event: Pick<APIGatewayProxyEventV2WithJWTAuthorizer, "requestContext">): Caller {
  const claims = event.requestContext.authorizer?.jwt?.claims ?? {};
  const verified = String(claims.email_verified) === "true";
  const text = (name: string) => (typeof claims[name] === "string" && claims[name] !== "" ? (claims[name] as string) : undefined);
  const caller = Caller.safeParse({
    tenantId: text("tenant"),
    subject: text("sub"),
    email: verified ? text("email")?.toLowerCase() : undefined,
    name: text("name"),
    program: text("kind") === "program" || undefined,
  });
  if (!caller.success) throw new Problem("not-signed-in", "The token names no tenant (claim `tenant`, a-z 0-9 -) or no subject (claim `sub`).");
  return caller.data;
}
