/** What is known of each statement's text, so that a repeated one is neither read nor parsed again. */
import type { Session } from "./data-api-pool";
import { invalid } from "./data-api-refusal";
import { type Positional, positional } from "./data-api-sql";
import { Statement } from "./data-api-statement";
import { type Parameter, toParameter, type WireParameter } from "./data-api-types";

/** `shapes` numbers the lists of parameter types that it came with: PostgreSQL cuts names after 63 characters. */
export type Plan = Positional & { id: number; uses: number; shapes: Map<string, number> };

const mostPlans = 2_000;
const mostPrepared = 200;

export function createPlans() {
  const plans = new Map<string, Plan>();
  let made = 0;
  return {
    of(sql: string | undefined): Plan {
      if (!sql?.trim()) throw invalid("sql is missing.");
      const known = plans.get(sql);
      if (known) return known;
      const plan = { ...positional(sql), id: ++made, uses: 0, shapes: new Map<string, number>() };
      if (plan.statements > 1) throw invalid("Multistatements aren't supported.");
      const oldest = plans.size >= mostPlans ? plans.keys().next().value : undefined;
      if (oldest !== undefined) plans.delete(oldest);
      plans.set(sql, plan);
      return plan;
    },
    /** Under new numbers, nothing that a connection has prepared is used again. */
    forget: () => plans.clear(),
  };
}

export function bind(plan: Plan, given: readonly WireParameter[]): Parameter[] {
  return plan.names.map((name, n) => {
    // They nearly always come in the order in which they stand.
    const it = given[n]?.name === name ? given[n] : given.find((other) => other.name === name);
    if (!it) throw invalid(`Parameter "${name}" is missing.`);
    return toParameter(it);
  });
}

/** From its second use on, a statement stays prepared on the connections that run it. */
export function prepare(session: Session, plan: Plan, parameters: readonly Parameter[]): Statement {
  if (++plan.uses === 1) return new Statement(plan.text, parameters);
  const shape = parameters.map(({ oid }) => oid).join();
  const number = plan.shapes.get(shape) ?? plan.shapes.size;
  plan.shapes.set(shape, number);
  const name = `p${plan.id}_${number}`;
  const known = session.prepared.has(name);
  if (!known && session.prepared.size >= mostPrepared) return new Statement(plan.text, parameters);
  const statement = new Statement(plan.text, parameters, name, !known);
  if (!known) {
    statement.done.then(
      () => session.prepared.add(name),
      () => undefined,
    );
  }
  return statement;
}
