CREATE EXTENSION IF NOT EXISTS btree_gin;--> statement-breakpoint
CREATE TABLE "dead_letter" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"queue" text NOT NULL,
	"reason" text NOT NULL,
	"body" text NOT NULL,
	"accepted_at" text,
	"received_at" timestamp with time zone NOT NULL,
	"redriven_at" timestamp with time zone,
	CONSTRAINT "dead_letter_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
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
CREATE TABLE "submission" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"subject" text NOT NULL,
	"client_reference" text NOT NULL,
	"status" text NOT NULL,
	"attempt" uuid NOT NULL,
	"tries" integer DEFAULT 1 NOT NULL,
	"message" jsonb,
	"hash" text NOT NULL,
	"title" text NOT NULL,
	"form_id" uuid,
	"ticket_id" uuid,
	"mismatch" boolean DEFAULT false NOT NULL,
	"reason" text,
	"errors" jsonb,
	"accepted_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "submission_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "ticket_comment" (
	"tenant_id" text NOT NULL,
	"ticket_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"author_id" uuid,
	"text" text NOT NULL,
	"internal" boolean NOT NULL,
	"mentions" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "ticket_comment_tenant_id_ticket_id_id_pk" PRIMARY KEY("tenant_id","ticket_id","id")
);
--> statement-breakpoint
CREATE TABLE "ticket_counter" (
	"tenant_id" text NOT NULL,
	"last_number" integer DEFAULT 0 NOT NULL,
	"changes" bigint DEFAULT 0 NOT NULL,
	"draft" integer DEFAULT 0 NOT NULL,
	"open" integer DEFAULT 0 NOT NULL,
	"in_progress" integer DEFAULT 0 NOT NULL,
	"resolved" integer DEFAULT 0 NOT NULL,
	"rejected" integer DEFAULT 0 NOT NULL,
	"withdrawn" integer DEFAULT 0 NOT NULL,
	"terminated" integer DEFAULT 0 NOT NULL,
	"closed" integer DEFAULT 0 NOT NULL,
	"completed_submissions" integer DEFAULT 0 NOT NULL,
	"failed_submissions" integer DEFAULT 0 NOT NULL,
	"dead_letters" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "ticket_counter_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
CREATE TABLE "ticket_day" (
	"tenant_id" text NOT NULL,
	"day" date NOT NULL,
	"created" integer DEFAULT 0 NOT NULL,
	"resolved" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "ticket_day_tenant_id_day_pk" PRIMARY KEY("tenant_id","day")
);
--> statement-breakpoint
CREATE TABLE "ticket_event" (
	"tenant_id" text NOT NULL,
	"ticket_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"comment" text,
	"internal" boolean DEFAULT false NOT NULL,
	CONSTRAINT "ticket_event_tenant_id_ticket_id_seq_pk" PRIMARY KEY("tenant_id","ticket_id","seq")
);
--> statement-breakpoint
CREATE TABLE "ticket" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"status" text NOT NULL,
	"priority" text NOT NULL,
	"rank" integer GENERATED ALWAYS AS (array_position(array['low', 'medium', 'high', 'urgent'], priority)) STORED NOT NULL,
	"requester_id" uuid NOT NULL,
	"assignee_id" uuid,
	"form_id" uuid,
	"form_version" integer,
	"data" jsonb,
	"workflow_id" uuid,
	"due_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"counter" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"words" "tsvector" NOT NULL,
	CONSTRAINT "ticket_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE INDEX "dead_letter_by_time" ON "dead_letter" USING btree ("tenant_id","received_at","id");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("next_try_at") WHERE parked is null;--> statement-breakpoint
CREATE INDEX "outbox_parked" ON "outbox" USING btree ("tenant_id") WHERE parked is not null;--> statement-breakpoint
CREATE INDEX "submission_by_subject" ON "submission" USING btree ("tenant_id","subject","accepted_at","id");--> statement-breakpoint
CREATE INDEX "submission_failed" ON "submission" USING btree ("tenant_id","accepted_at","id") WHERE status = 'failed';--> statement-breakpoint
CREATE INDEX "submission_by_time" ON "submission" USING btree ("tenant_id","accepted_at","id");--> statement-breakpoint
CREATE INDEX "ticket_by_status" ON "ticket" USING btree ("tenant_id","status","id");--> statement-breakpoint
CREATE INDEX "ticket_by_assignee" ON "ticket" USING btree ("tenant_id","assignee_id","id");--> statement-breakpoint
CREATE INDEX "ticket_by_requester" ON "ticket" USING btree ("tenant_id","requester_id","id");--> statement-breakpoint
CREATE INDEX "ticket_by_rank" ON "ticket" USING btree ("tenant_id","rank","id");--> statement-breakpoint
CREATE INDEX "ticket_by_form" ON "ticket" USING btree ("tenant_id","form_id","id");--> statement-breakpoint
CREATE INDEX "ticket_by_workflow" ON "ticket" USING btree ("tenant_id","workflow_id","id");--> statement-breakpoint
CREATE INDEX "ticket_by_update" ON "ticket" USING btree ("tenant_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "ticket_by_due" ON "ticket" USING btree ("tenant_id","due_at","id") WHERE due_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "ticket_number" ON "ticket" USING btree ("tenant_id","number");--> statement-breakpoint
CREATE INDEX "ticket_by_words" ON "ticket" USING gin ("tenant_id","words");