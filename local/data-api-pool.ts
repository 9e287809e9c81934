/** Connections of one role to one database, kept open between calls as the Data API keeps them. */
import pg from "pg";
import { databaseError, Refusal } from "./data-api-refusal";

export type Session = {
  client: pg.Client;
  /** Names of the statements that it keeps. */
  prepared: Set<string>;
  pid: number;
  broken: boolean;
  /** Settles when what was last sent is done, which may be after its caller was answered. */
  running: Promise<unknown>;
};
export type Target = { host: string; port: number; user: string; password: string; database: string };

export class Pool {
  private readonly idle: Session[] = [];
  private readonly waiting: { resolve(session: Session): void; reject(error: unknown): void }[] = [];
  private readonly open = new Set<Session>();
  private opening = 0;

  constructor(
    private readonly target: Target,
    private readonly most: number,
  ) {}

  async acquire(): Promise<Session> {
    for (let session = this.idle.pop(); session; session = this.idle.pop()) if (!session.broken) return session;
    if (this.open.size + this.opening < this.most) return this.connect();
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  /** `spoilt`: the call changed its session (`set …`), which no other call may see. */
  release(session: Session, spoilt = false) {
    if (spoilt || session.broken) return this.drop(session);
    const next = this.waiting.shift();
    if (next) next.resolve(session);
    else this.idle.push(session);
  }

  private drop(session: Session) {
    session.broken = true;
    this.open.delete(session);
    session.client.end().catch(() => undefined);
    const next = this.waiting.shift();
    if (next) this.connect().then(next.resolve, next.reject);
  }

  private async connect(): Promise<Session> {
    const options = "-c timezone=UTC -c datestyle=ISO -c bytea_output=hex -c extra_float_digits=1";
    const client = new pg.Client({ ...this.target, options, application_name: "pflow-data-api", connectionTimeoutMillis: 5_000 });
    this.opening++;
    try {
      await client.connect();
      // pg's types leave the backend's process id out.
      const session: Session = {
        client,
        prepared: new Set(),
        pid: (client as pg.Client & { processID: number }).processID,
        broken: false,
        running: Promise.resolve(),
      };
      client.on("error", () => this.lose(session));
      client.on("end", () => this.lose(session));
      this.open.add(session);
      return session;
    } catch (error) {
      throw refusalOf(error);
    } finally {
      this.opening--;
    }
  }

  private lose(session: Session) {
    session.broken = true;
    this.open.delete(session);
    const at = this.idle.indexOf(session);
    if (at >= 0) this.idle.splice(at, 1);
  }

  async end() {
    await Promise.all([...this.open].map(({ client }) => client.end().catch(() => undefined)));
  }
}

/** No server at all is a matter of the service; one that refuses us (or is starting) says so itself. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof pg.DatabaseError) return databaseError(error);
  return new Refusal("DatabaseUnavailableException", "The database does not answer.", 504);
}
