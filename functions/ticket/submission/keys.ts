// The keys that sign the addresses of submissions, as their secret holds them.
import * as z from "zod";

/** The one named `current` signs; every one verifies. A key stays 14 days longer than it signed (the queue's retention). */
const Ring = z.object({ current: z.string(), keys: z.record(z.string().regex(/^[a-z0-9]{1,8}$/), z.string().min(32)) });

/** As Secrets Manager makes it up at the first deploy: one key, nothing around it. */
const First = z.strictObject({ k1: z.string().min(32) }).transform(({ k1 }): z.infer<typeof Ring> => ({ current: "k1", keys: { k1 } }));

export const Keys = z.union([Ring, First]);
export type Keys = z.infer<typeof Ring>;
