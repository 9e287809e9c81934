// What every element of a definition has: the words are BPMN 2.0's, so that its XML can travel both ways.
import * as z from "zod";

/** An XML name, as BPMN demands of an id: letters (of any script), digits, `_`, `-` and `.`; it begins with a letter or `_`. */
export const ElementId = z
  .string()
  .max(200)
  .regex(/^[\p{L}_][\p{L}\p{N}_.-]*$/u);

/** A draft may leave it empty; publishing may not. */
export const Name = z.string().max(200);

/** FEEL. */
export const Expression = z.string().max(4_096);

/** Text as it stands, or FEEL where it begins with `=`. */
export const Template = z.string().max(4_096);

/** The name of a variable or form field. */
export const VariableName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\p{L}_][\p{L}\p{N}_]*$/u);

/** What we do not execute but must give back as it came: documentation, extension elements, foreign attributes. */
export const Kept = z.record(z.string(), z.json());

/** `parent` is the sub-process that the node stands in; without one it stands in the process itself. */
export const nodeFields = { id: ElementId, name: Name.default(""), parent: ElementId.optional(), kept: Kept.optional() };
