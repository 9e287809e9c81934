// A form as people fill it in: the builder's preview, a new ticket and a simulation show the same.
export { FormFields } from "./form-fields";
export { type Data, type FilledForm, focusFirstError, useFilledForm } from "./use-filled-form";
