CREATE TABLE "outbox" (
	"entity" text NOT NULL,
	"receiver" text NOT NULL,
	"seq" integer NOT NULL,
	"tenant_id" text NOT NULL,
	"actor" jsonb NOT NULL,
	"route" text NOT NULL,
	"body" jsonb NOT NULL,
	"next_try_at" timestamp with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"parked" text,
	CONSTRAINT "outbox_entity_receiver_seq_pk" PRIMARY KEY("entity","receiver","seq")
);
--> statement-breakpoint
CREATE TABLE "workflow_version" (
	"tenant_id" text NOT NULL,
	"workflow_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"name" text NOT NULL,
	"form_id" uuid,
	"steps" jsonb,
	"definition" jsonb NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by" uuid,
	CONSTRAINT "workflow_version_tenant_id_workflow_id_number_pk" PRIMARY KEY("tenant_id","workflow_id","number")
);
--> statement-breakpoint
CREATE TABLE "workflow" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"form_id" uuid,
	"steps" jsonb,
	"definition" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"last_version" integer DEFAULT 0 NOT NULL,
	"published_version" integer,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"created_by" uuid,
	"words" "tsvector" NOT NULL,
	CONSTRAINT "workflow_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("next_try_at") WHERE parked is null;--> statement-breakpoint
CREATE INDEX "outbox_parked" ON "outbox" USING btree ("tenant_id") WHERE parked is not null;--> statement-breakpoint
CREATE INDEX "workflow_published" ON "workflow" USING btree ("tenant_id","published_version");