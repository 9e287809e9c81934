import { checkForm } from "../../shared/contract/form";
import { validateSubmission } from "../../shared/rules/form";
import { date } from "../kit/clock";
import { endpoint } from "../kit/endpoint";
import { problemsOf } from "./problems";
import { readForm } from "./queries";

export const check = endpoint(checkForm, async ({ actor, params, body, db }) => {
  const { definition } = await readForm(db, actor, params.id);
  const problems = problemsOf(definition);
  if (!body?.data) return { problems, errors: [], data: null };
  const result = validateSubmission(definition, body.data, { now: date().toISOString() });
  return result.ok ? { problems, errors: [], data: result.data } : { problems, errors: result.errors, data: null };
});
