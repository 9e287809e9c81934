import * as z from "zod";

// Before any schema is made: they are read, never made into code, as a strict policy of the site allows no eval.
z.config({ jitless: true });
