/**
 * When a statement names the tenant of a table: it compares tenant_id for equality with something from outside (a parameter, a
 * CTE's or function's column, the outer query's), or with the tenant_id of a table that does. An insert lists the column.
 */
type Node = { readonly [key: string]: unknown };
/** CTE names that hide tables, from the inside out. */
type Scope = { readonly names: ReadonlySet<string>; readonly tables: ReadonlySet<string> };

const isNode = (it: unknown): it is Node => typeof it === "object" && it !== null && !Array.isArray(it);
const node = (it: unknown): Node => (isNode(it) ? it : {});
const list = (it: unknown): readonly unknown[] => (Array.isArray(it) ? it : []);
const statements = ["SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "TruncateStmt"] as const;

/** The first table of a parse tree whose tenant is not named, if there is one. */
export function unheld(tree: unknown, tables: ReadonlySet<string>): string | undefined {
  return search(tree, { names: new Set(), tables });
}

/** Looks for statements at any depth (subqueries, CTEs, arguments), and judges each as a level of its own. */
function search(it: unknown, scope: Scope): string | undefined {
  if (Array.isArray(it)) return firstOf(it, (each) => search(each, scope));
  if (!isNode(it)) return undefined;
  for (const kind of statements) if (isNode(it[kind])) return level(kind, it[kind], scope);
  return firstOf(Object.values(it), (each) => search(each, scope));
}

function firstOf<T>(items: readonly T[], look: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = look(item);
    if (found) return found;
  }
  return undefined;
}

function level(kind: (typeof statements)[number], statement: Node, outer: Scope): string | undefined {
  const ctes = list(node(statement.withClause).ctes).map((it) => String(node(node(it).CommonTableExpr).ctename));
  const scope = { ...outer, names: new Set([...outer.names, ...ctes]) };
  const target = isNode(statement.relation) ? { RangeVar: statement.relation } : undefined;
  // The arms of a union are bare statements; everything else that is nested has its kind written on it.
  const arms = [statement.larg, statement.rarg].filter(isNode);
  const nested = () =>
    firstOf(arms, (arm) => level("SelectStmt", arm, scope)) ??
    firstOf(Object.entries(statement), ([key, it]) => (key === "larg" || key === "rarg" ? undefined : search(it, scope)));

  if (kind === "TruncateStmt") return firstOf(list(statement.relations), (it) => guarded(node(it), scope));
  if (kind === "InsertStmt") {
    const columns = list(statement.cols).map((it) => node(node(it).ResTarget).name);
    const table = target && guarded(target, scope);
    return (table && !columns.includes("tenant_id") ? table : undefined) ?? nested();
  }
  const from = [target, ...list(statement.fromClause), ...list(statement.usingClause), isNode(statement.sourceRelation) ? statement.sourceRelation : undefined];
  const tenants = new Tenants(scope);
  for (const item of from) if (item) tenants.from(item);
  tenants.conditions([statement.whereClause, statement.joinCondition]);
  return tenants.unheld() ?? nested();
}

/** The name of the table that a range refers to, if it is one whose tenant must be named. */
function guarded(item: Node, { names, tables }: Scope): string | undefined {
  const { relname, schemaname } = node(item.RangeVar);
  const name = String(relname);
  return tables.has(name) && (schemaname || !names.has(name)) ? name : undefined;
}

/** The tenant columns of one level: which are equal to each other, and which to something from outside. */
class Tenants {
  private readonly tableOf = new Map<string, string>();
  private readonly equal: [string, string][] = [];
  private readonly held = new Set<string>();
  private readonly quals: unknown[] = [];

  constructor(private readonly scope: Scope) {}

  /** Takes in one range of `from`, and gives the aliases below it. */
  from(item: unknown): string[] {
    const { JoinExpr, RangeVar } = node(item);
    if (isNode(JoinExpr)) {
      const [left, right] = [this.from(JoinExpr.larg), this.from(JoinExpr.rarg)];
      this.quals.push(JoinExpr.quals);
      const using = list(JoinExpr.usingClause).map((it) => node(node(it).String).sval);
      if (using.includes("tenant_id")) this.joined(left, right);
      return [...left, ...right];
    }
    const table = guarded(node(item), this.scope);
    const { relname, alias } = node(RangeVar);
    const name = String(node(alias).aliasname ?? relname ?? "");
    if (table) this.tableOf.set(name, table);
    return [table ? name : ""];
  }

  /** `using (tenant_id)`: a side without a table of ours brings the tenant from elsewhere. */
  private joined(left: string[], right: string[]) {
    const [ours, theirs] = [left.filter(Boolean), right.filter(Boolean)];
    for (const a of ours) for (const b of theirs) this.equal.push([a, b]);
    if (ours.length === 0) for (const b of theirs) this.held.add(b);
    if (theirs.length === 0) for (const a of ours) this.held.add(a);
  }

  conditions(where: readonly unknown[]) {
    for (const it of [...this.quals, ...where]) for (const alias of this.holds(it)) this.held.add(alias);
  }

  unheld(): string | undefined {
    for (let grew = true; grew; ) {
      grew = false;
      for (const [a, b] of this.equal) {
        if (this.held.has(a) === this.held.has(b)) continue;
        this.held.add(a).add(b);
        grew = true;
      }
    }
    for (const [alias, table] of this.tableOf) if (!this.held.has(alias)) return table;
    return undefined;
  }

  /** Whose tenant a condition fixes from outside. What ties two of ours to each other is noted on the way. */
  private holds(it: unknown): string[] {
    const { BoolExpr, A_Expr, SubLink, NullTest } = node(it);
    if (isNode(BoolExpr)) {
      const args = list(BoolExpr.args);
      if (BoolExpr.boolop === "AND_EXPR") return args.flatMap((arg) => this.holds(arg));
      // One arm may tie two tables that another does not.
      const ties = this.equal.length;
      const [first = [], ...rest] = BoolExpr.boolop === "OR_EXPR" ? args.map((arg) => this.holds(arg)) : [];
      this.equal.length = ties;
      return first.filter((alias) => rest.every((others) => others.includes(alias)));
    }
    if (isNode(A_Expr)) return this.compared(A_Expr);
    // `(tenant_id, id) in (select …)`
    if (isNode(SubLink)) return SubLink.subLinkType === "ANY_SUBLINK" ? this.columns(SubLink.testexpr).flatMap((column) => column ?? []) : [];
    // What belongs to no tenant is the operator's.
    if (isNode(NullTest)) return NullTest.nulltesttype === "IS_NULL" ? this.columns(NullTest.arg).flatMap((column) => column ?? []) : [];
    return [];
  }

  private compared({ kind, name, lexpr, rexpr }: Node): string[] {
    const operator = node(node(list(name)[0]).String).sval;
    if (operator !== "=" || !["AEXPR_OP", "AEXPR_OP_ANY", "AEXPR_IN"].includes(String(kind))) return [];
    const [left, right] = [this.columns(lexpr), kind === "AEXPR_OP" ? this.columns(rexpr) : []];
    const held: string[] = [];
    for (let n = 0; n < Math.max(left.length, right.length); n++) {
      const [a, b] = [left[n], right[n]];
      if (a && b) this.equal.push([a, b]);
      else if (a || b) held.push(...[a, b].filter((alias) => alias !== undefined));
    }
    return held;
  }

  /** For each column of a row (or the one), the alias of ours whose tenant_id it is. */
  private columns(it: unknown): (string | undefined)[] {
    const { RowExpr, TypeCast, ColumnRef } = node(it);
    if (isNode(RowExpr)) return list(RowExpr.args).flatMap((arg) => this.columns(arg));
    if (isNode(TypeCast)) return this.columns(TypeCast.arg);
    const path = list(node(ColumnRef).fields).map((field) => node(node(field).String).sval);
    if (path.at(-1) !== "tenant_id") return [undefined];
    if (path.length > 1) return [this.tableOf.has(String(path.at(-2))) ? String(path.at(-2)) : undefined];
    // Bare, it can only be the one table that has it; if several had, PostgreSQL would not know which.
    return [this.tableOf.keys().next().value];
  }
}
