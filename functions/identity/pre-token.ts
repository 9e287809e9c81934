// Cognito's trigger before it signs a token (event version 3): puts the tenant into it, or lets no token be made.
import * as z from "zod";
import { TenantId } from "../../shared/contract/actor";

/** The parts that we read; https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html */
const Event = z.object({
  triggerSource: z.string(),
  request: z.object({
    userAttributes: z.record(z.string(), z.string()).nullish(),
    scopes: z.array(z.string()).nullish(),
  }),
});
type Event = z.infer<typeof Event>;
type Claims = Record<string, string | boolean>;

/** Scopes are `tenant/<id>`: the resource server of the programs (stacks/identity.ts). */
const programScope = /^tenant\/(.+)$/;

export async function handler(given: unknown): Promise<unknown> {
  const event = Event.parse(given);
  const claims = event.triggerSource === "TokenGeneration_ClientCredentials" ? claimsOfProgram(event) : claimsOfPerson(event);
  return { ...(given as object), response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: claims } } } };
}

/** A client may have one such scope; what the request itself says (its metadata, say) is the caller's word and counts for nothing. */
function claimsOfProgram({ request }: Event): Claims {
  const tenants = (request.scopes ?? []).flatMap((scope) => programScope.exec(scope)?.[1] ?? []);
  if (tenants.length !== 1) throw new Error("The client of a program has exactly one scope tenant/<tenant>.");
  return { tenant: tenantOf(tenants[0]), kind: "program" };
}

function claimsOfPerson({ request }: Event): Claims {
  const { "custom:tenant": tenant, email, email_verified: verified, name } = request.userAttributes ?? {};
  return { tenant: tenantOf(tenant), ...(email && { email, email_verified: verified === "true" }), ...(name && { name }) };
}

function tenantOf(given: string | undefined): string {
  const tenant = TenantId.safeParse(given);
  if (!tenant.success) throw new Error("Nobody signs in without a tenant: set the attribute custom:tenant (a-z 0-9 -).");
  return tenant.data;
}
