/** drizzle's Data API session, mended: errors come out as they are, and a failed rollback can't hide why it was needed. */
import { BeginTransactionCommand, CommitTransactionCommand, type RDSDataClient, RollbackTransactionCommand } from "@aws-sdk/client-rds-data";
import { AwsDataApiSession, AwsDataApiTransaction, type AwsPgDialect } from "drizzle-orm/aws-data-api/pg";
import type { PgTransactionConfig } from "drizzle-orm/pg-core";

export type Place = { resourceArn: string; secretArn: string; database: string };
type NoSchema = Record<string, never>;
type Prepare = AwsDataApiSession<NoSchema, NoSchema>["prepareQuery"];

export class Session extends AwsDataApiSession<NoSchema, NoSchema> {
  constructor(
    private readonly bounded: RDSDataClient,
    private readonly pg: AwsPgDialect,
    private readonly place: Place,
    transactionId?: string,
  ) {
    super(bounded, pg, undefined, place, transactionId);
  }

  override prepareQuery = ((...given: Parameters<Prepare>) => {
    const query = super.prepareQuery(...given);
    // drizzle would wrap whatever is thrown in an error whose message has every parameter in it. We use no cache.
    return Object.assign(query, { queryWithCache: <T>(_sql: string, _params: unknown[], run: () => Promise<T>) => run() });
  }) as Prepare;

  override async transaction<T>(story: (tx: AwsDataApiTransaction<NoSchema, NoSchema>) => Promise<T>, config?: PgTransactionConfig): Promise<T> {
    const { transactionId } = await this.bounded.send(new BeginTransactionCommand(this.place));
    const inside = new Session(this.bounded, this.pg, this.place, transactionId);
    const tx = new AwsDataApiTransaction<NoSchema, NoSchema>(this.pg, inside, undefined);
    try {
      if (config) await tx.setTransaction(config);
      const result = await story(tx);
      await this.bounded.send(new CommitTransactionCommand({ ...this.place, transactionId }));
      return result;
    } catch (error) {
      // The Data API ends a transaction at its first error, and the line may be down: neither matters more than `error`.
      await this.bounded.send(new RollbackTransactionCommand({ ...this.place, transactionId })).catch(() => undefined);
      throw error;
    }
  }
}
