/** One statement on a pg connection, whose rows become the Data API's JSON as they arrive. */
import type { Connection, Submittable } from "pg";
import { databaseError, type Refusal, unsupported } from "./data-api-refusal";
import { type ColumnOf, columnMetadata, encoders, type Parameter } from "./data-api-types";

export type Result = { records: string | undefined; columns: readonly ColumnOf[]; updated: number };

const KiB = 1024;
const mostOfRow = 64 * KiB;
const mostOfReply = 1024 * KiB;

/** pg's own type leaves out what it has always called with. */
type Wire = Connection & {
  parse(given: { text: string; name?: string; types?: readonly number[] }): void;
  close(given: { type: "S"; name: string }): void;
  describe(given: { type: "P" }): void;
  execute(given: Record<string, never>): void;
  bind(given: { statement?: string; values?: readonly (string | Buffer | null)[] }): void;
};

export class Statement implements Submittable {
  /** Rejects with the Refusal to answer. */
  readonly done: Promise<Result>;
  private resolve!: (result: Result) => void;
  private reject!: (refusal: Refusal) => void;
  private columns: readonly ColumnOf[] = [];
  private encode: ReturnType<typeof encoders> | undefined;
  private rows: string[] = [];
  private size = 0;
  private updated = 0;
  /** What is wrong with a result; its statement has its effect all the same. */
  private refusal: Refusal | undefined;

  constructor(
    private readonly text: string,
    private readonly parameters: readonly Parameter[],
    /** Under which name the connection keeps it; none for once. */
    private readonly name = "",
    private readonly isNew = true,
  ) {
    this.done = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
  }

  submit(connection: Connection): undefined {
    const wire = connection as Wire;
    const { name } = this;
    wire.stream.cork();
    // An earlier try may have failed after it was parsed.
    if (this.isNew && name) wire.close({ type: "S", name });
    if (this.isNew) wire.parse({ text: this.text, name, types: this.parameters.map(({ oid }) => oid) });
    wire.bind({ statement: name, values: this.parameters.map(({ value }) => value) });
    wire.describe({ type: "P" });
    wire.execute({});
    wire.sync();
    wire.stream.uncork();
  }

  handleRowDescription({ fields }: { fields: readonly ColumnOf[] }) {
    this.columns = fields;
    this.attempt(() => {
      this.encode = encoders(fields);
    });
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }) {
    const { encode } = this;
    if (!encode || this.refusal) return;
    this.attempt(() => {
      let [row, bytes] = ["", 0];
      for (let n = 0; n < fields.length; n++) {
        const text = fields[n] ?? null;
        if (text !== null) bytes += text.length > 16 * KiB ? Buffer.byteLength(text) : text.length;
        row += (n ? "," : "") + encode[n]?.(text);
      }
      if (bytes > mostOfRow) throw unsupported("A row of the result is larger than 64 KB; read it in pieces.");
      this.size += row.length + 3;
      if (this.size > mostOfReply) throw unsupported("Database returned more than the allowed response size limit (1 MiB); read it in pages.");
      this.rows.push(`[${row}]`);
    });
  }

  private attempt(step: () => void) {
    try {
      step();
    } catch (error) {
      // Only what types and sizes refuse can go wrong in a step.
      this.refusal ??= error as Refusal;
    }
  }

  handleCommandComplete({ text }: { text: string }) {
    if (this.columns.length === 0) this.updated = Number(/\d+$/.exec(text)?.[0] ?? 0);
  }

  handleError(error: Error) {
    this.reject(databaseError(error));
  }

  handleReadyForQuery() {
    if (this.refusal) return this.reject(this.refusal);
    this.resolve({ records: this.columns.length > 0 ? `[${this.rows.join(",")}]` : undefined, columns: this.columns, updated: this.updated });
  }

  handleEmptyQuery() {}
  handlePortalSuspended() {}
  handleCopyData() {}
  handleCopyInResponse(connection: Connection) {
    (connection as Connection & { sendCopyFail(why: string): void }).sendCopyFail("COPY is not available through the Data API.");
  }
}

/** The reply to ExecuteStatement, as text. Its size is bounded in characters while rows arrive, and here in bytes. */
export function replyTo({ records, columns, updated }: Result, withMetadata: boolean): string {
  const metadata = withMetadata && columns.length > 0 ? `,"columnMetadata":${JSON.stringify(columnMetadata(columns))}` : "";
  const reply =
    records === undefined ? `{"generatedFields":[],"numberOfRecordsUpdated":${updated}}` : `{"numberOfRecordsUpdated":0,"records":${records}${metadata}}`;
  if (Buffer.byteLength(reply) > mostOfReply) throw unsupported("Database returned more than the allowed response size limit (1 MiB); read it in pages.");
  return reply;
}
