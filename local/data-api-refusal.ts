/** The errors that the Data API answers with, as its SDK reads them: a name, a sentence, an HTTP status. */
export class Refusal extends Error {
  constructor(
    override readonly name: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

export const invalid = (message: string) => new Refusal("ValidationException", message);
export const noTransaction = (id: string, why: string) =>
  new Refusal("TransactionNotFoundException", `Transaction ${id.slice(0, 16)}… is not found. ${why}`, 404);
export const unsupported = (message: string) => new Refusal("UnsupportedResultException", message);

type ServerError = { message: string; code?: string; detail?: string; hint?: string; where?: string; position?: string };

/** As the service prints what PostgreSQL says: `ERROR: …\n  Detail: …\n  Position: 8; SQLState: 23505`. */
export function databaseError({ message, code, detail, hint, where, position }: ServerError): Refusal {
  // A connection that breaks has no SQLSTATE of its own.
  const state = code && /^[0-9A-Z]{5}$/.test(code) ? code : "08006";
  const more = Object.entries({ Detail: detail, Hint: hint, Where: where, Position: position }).flatMap(([name, text]) =>
    text ? [`\n  ${name}: ${text}`] : [],
  );
  return new Refusal("DatabaseErrorException", `ERROR: ${message}${more.join("")}; SQLState: ${state}`);
}
