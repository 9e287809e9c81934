// Who may be asked: the rules by which people are found when a task opens.
import * as z from "zod";
import { ElementId, Template, VariableName } from "./node";

const Ids = z.array(z.string().min(1).max(200)).min(1).max(100);

export const Participant = z.discriminatedUnion("from", [
  z.strictObject({ from: z.literal("users"), users: Ids }),
  z.strictObject({ from: z.literal("groups"), groups: Ids, leadsOnly: z.boolean().default(false) }),
  z.strictObject({ from: z.literal("roles"), roles: Ids }),
  z.strictObject({ from: z.literal("department"), department: z.string().min(1).max(200), /** Also all below it. */ below: z.boolean().default(false) }),
  /** Without a department: that of the initiator. */
  z.strictObject({ from: z.literal("departmentHead"), department: z.string().min(1).max(200).optional() }),
  z.strictObject({ from: z.literal("initiator") }),
  z.strictObject({ from: z.literal("manager"), levels: z.int().min(1).max(20).default(1) }),
  /** A form field that holds a user's id, or a list of them. */
  z.strictObject({ from: z.literal("field"), field: VariableName }),
  /** Whoever decided at another node. */
  z.strictObject({ from: z.literal("handler"), node: ElementId }),
  /** 自选: chosen by the initiator at submit. */
  z.strictObject({ from: z.literal("chosen") }),
  /** A job fetches them; the task shows "finding people" meanwhile. */
  z.strictObject({ from: z.literal("http"), url: Template, connection: z.string().max(200).optional() }),
]);
export type Participant = z.infer<typeof Participant>;
export const Participants = z.array(Participant).max(20);
