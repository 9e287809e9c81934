// Keys as their secret holds them: those that sign the addresses of submissions, and those that seal what tenants give us.
import * as z from "zod";

/** The one named `current` signs or seals; every one verifies or opens. */
const Ring = z.object({ current: z.string(), keys: z.record(z.string().regex(/^[a-z0-9]{1,8}$/), z.string().min(32)) });

/** As Secrets Manager makes it up at the first deploy: one key, nothing around it. */
const First = z.strictObject({ k1: z.string().min(32) }).transform(({ k1 }): z.infer<typeof Ring> => ({ current: "k1", keys: { k1 } }));

export const KeyRing = z.union([Ring, First]);
export type KeyRing = z.infer<typeof Ring>;
