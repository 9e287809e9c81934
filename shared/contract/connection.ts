// Other systems that a tenant's processes call, or that tell them of something.
import * as z from "zod";
import { PageQuery, pageOf } from "./page";
import { route } from "./route";

/** By it a definition and the path of a hook speak of a connection. */
export const ConnectionName = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, "Is a name of a-z 0-9 . _ -, such as erp.");

const BaseUrl = z
  .url({ protocol: /^https?$/ })
  .max(1_000)
  .refine((url) => !/[?#@]/.test(url), "Is an address without user, query or fragment, such as https://erp.example.com/api/.");
const HeaderName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, "Is not the name of a header.");
const HeaderValue = z
  .string()
  .max(4_000)
  .regex(/^[\u0020-\u007e\u0080-\u00ff]*$/, "Is not one line of Latin letters, digits and signs.");
const SigningSecret = z.string().min(16).max(200);

/** What is secret is never shown: of headers their names, of the signing secret whether there is one. */
export const Connection = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Whatever is called by it must be under this address; null for one that only sends us messages. */
  baseUrl: z.string().nullable(),
  headers: z.array(z.string()),
  signs: z.boolean(),
  version: z.int().positive(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  updatedBy: z.uuid().nullable(),
});
export type Connection = z.infer<typeof Connection>;

const One = z.object({ id: z.uuid() });
const headerLimit = 20;
const fewHeaders = (headers: object) => Object.keys(headers).length <= headerLimit;

export const listConnections = route({
  method: "GET",
  path: "/api/connections",
  roles: ["admin"],
  summary: "Other systems by name, without their secrets",
  query: PageQuery,
  reply: pageOf(Connection),
});

export const createConnection = route({
  method: "POST",
  path: "/api/connections",
  roles: ["admin"],
  status: 201,
  summary: "Make another system known: its address, the headers it wants, and the secret that signs what we tell each other",
  body: z.strictObject({
    name: ConnectionName,
    baseUrl: BaseUrl.nullable().default(null),
    headers: z.record(HeaderName, HeaderValue).refine(fewHeaders, `Has more than ${headerLimit} headers.`).default({}),
    signingSecret: SigningSecret.optional(),
  }),
  reply: Connection,
});

export const getConnection = route({
  method: "GET",
  path: "/api/connections/{id}",
  roles: ["admin"],
  summary: "One connection, without its secrets",
  params: One,
  reply: Connection,
});

/** The name is for ever, as definitions and hooks speak by it. Headers that are not named stay; null takes one away, as it does the signing secret. */
export const updateConnection = route({
  method: "PATCH",
  path: "/api/connections/{id}",
  roles: ["admin"],
  summary: "Change a connection; what is secret can be set anew, and not be read",
  params: One,
  body: z.strictObject({
    version: z.int().positive(),
    baseUrl: BaseUrl.nullable().optional(),
    headers: z.record(HeaderName, HeaderValue.nullable()).refine(fewHeaders, `Has more than ${headerLimit} headers.`).optional(),
    signingSecret: SigningSecret.nullable().optional(),
  }),
  reply: Connection,
});

export const removeConnection = route({
  method: "DELETE",
  path: "/api/connections/{id}",
  roles: ["admin"],
  status: 204,
  summary: "Delete a connection: what calls by it fails from now on, and its messages are refused",
  params: One,
  query: z.strictObject({ version: z.coerce.number().int().positive() }),
  reply: z.undefined(),
});
