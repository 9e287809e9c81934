CREATE TABLE "connection" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"base_url" text,
	"headers" jsonb NOT NULL,
	"secret" text,
	"signs" boolean NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"updated_by" uuid,
	CONSTRAINT "connection_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "instance_copy" (
	"tenant_id" text NOT NULL,
	"user_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"instance_id" uuid NOT NULL,
	"from_id" uuid,
	"comment" text,
	"at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "instance_copy_tenant_id_user_id_id_pk" PRIMARY KEY("tenant_id","user_id","id")
);
--> statement-breakpoint
CREATE TABLE "incident" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"instance_id" uuid NOT NULL,
	"key" text NOT NULL,
	"node" text NOT NULL,
	"node_name" text NOT NULL,
	"code" text NOT NULL,
	"message" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"resolved_by" uuid,
	CONSTRAINT "incident_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "instance_event" (
	"tenant_id" text NOT NULL,
	"instance_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"event" jsonb NOT NULL,
	CONSTRAINT "instance_event_tenant_id_instance_id_seq_pk" PRIMARY KEY("tenant_id","instance_id","seq")
);
--> statement-breakpoint
CREATE TABLE "instance" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"ticket_id" uuid,
	"ticket_number" integer,
	"ticket_version" integer DEFAULT 0 NOT NULL,
	"title" text NOT NULL,
	"priority" text NOT NULL,
	"workflow_id" uuid NOT NULL,
	"workflow_name" text NOT NULL,
	"workflow_version" integer NOT NULL,
	"form_id" uuid,
	"form_version" integer,
	"initiator_id" uuid NOT NULL,
	"parent_id" uuid,
	"parent_element" text,
	"parent_call" integer,
	"depth" integer DEFAULT 0 NOT NULL,
	"status" text NOT NULL,
	"version" integer NOT NULL,
	"counter" integer NOT NULL,
	"events" integer NOT NULL,
	"at" jsonb NOT NULL,
	"incidents" integer NOT NULL,
	"readers" uuid[] NOT NULL,
	"state" jsonb NOT NULL,
	"trail" jsonb NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "instance_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "subscription" (
	"tenant_id" text NOT NULL,
	"name" text NOT NULL,
	"correlation_key" text NOT NULL,
	"instance_id" uuid NOT NULL,
	"key" text NOT NULL,
	"node" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "subscription_tenant_id_name_correlation_key_instance_id_key_pk" PRIMARY KEY("tenant_id","name","correlation_key","instance_id","key")
);
--> statement-breakpoint
CREATE TABLE "task_candidate" (
	"tenant_id" text NOT NULL,
	"ref" uuid NOT NULL,
	"kind" text NOT NULL,
	"task_id" uuid NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"barred_id" uuid,
	CONSTRAINT "task_candidate_tenant_id_task_id_ref_pk" PRIMARY KEY("tenant_id","task_id","ref")
);
--> statement-breakpoint
CREATE TABLE "task" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"instance_id" uuid NOT NULL,
	"key" text NOT NULL,
	"node" text NOT NULL,
	"node_name" text NOT NULL,
	"status" text NOT NULL,
	"assignee_id" uuid,
	"handler_id" uuid,
	"opened_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"view" jsonb NOT NULL,
	CONSTRAINT "task_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "workflow_counter" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"open_tasks" integer DEFAULT 0 NOT NULL,
	"active_instances" integer DEFAULT 0 NOT NULL,
	"incidents" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "message" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"correlation_key" text NOT NULL,
	"message_id" text,
	"variables" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"instance_id" uuid,
	"lease_until" timestamp with time zone,
	"taken_at" timestamp with time zone,
	CONSTRAINT "message_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "connection_name" ON "connection" USING btree ("tenant_id","name");--> statement-breakpoint
CREATE INDEX "instance_copy_instance" ON "instance_copy" USING btree ("tenant_id","instance_id","user_id");--> statement-breakpoint
CREATE INDEX "instance_copy_unread" ON "instance_copy" USING btree ("tenant_id","user_id","id") WHERE read_at is null;--> statement-breakpoint
CREATE INDEX "incident_instance" ON "incident" USING btree ("tenant_id","instance_id","at","id");--> statement-breakpoint
CREATE INDEX "incident_open" ON "incident" USING btree ("tenant_id","at","id") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "incident_resolved" ON "incident" USING btree ("tenant_id","at","id") WHERE resolved_at is not null;--> statement-breakpoint
CREATE INDEX "instance_initiator" ON "instance" USING btree ("tenant_id","initiator_id","id");--> statement-breakpoint
CREATE INDEX "instance_created" ON "instance" USING btree ("tenant_id","initiator_id","id") WHERE parent_id is null;--> statement-breakpoint
CREATE INDEX "instance_status" ON "instance" USING btree ("tenant_id","status","id");--> statement-breakpoint
CREATE INDEX "instance_workflow" ON "instance" USING btree ("tenant_id","workflow_id","id");--> statement-breakpoint
CREATE INDEX "instance_failed" ON "instance" USING btree ("tenant_id","id") WHERE incidents > 0;--> statement-breakpoint
CREATE INDEX "instance_parent" ON "instance" USING btree ("tenant_id","parent_id","id") WHERE parent_id is not null;--> statement-breakpoint
CREATE INDEX "instance_called" ON "instance" USING btree ("tenant_id","ticket_id") WHERE parent_id is not null;--> statement-breakpoint
CREATE INDEX "subscription_instance" ON "subscription" USING btree ("tenant_id","instance_id");--> statement-breakpoint
CREATE INDEX "task_candidate_inbox" ON "task_candidate" USING btree ("tenant_id","ref","opened_at","task_id");--> statement-breakpoint
CREATE INDEX "task_instance" ON "task" USING btree ("tenant_id","instance_id");--> statement-breakpoint
CREATE INDEX "task_handled" ON "task" USING btree ("tenant_id","handler_id","closed_at","id") WHERE handler_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "message_once" ON "message" USING btree ("tenant_id","message_id") WHERE message_id is not null;--> statement-breakpoint
CREATE INDEX "message_kept" ON "message" USING btree ("tenant_id","name","correlation_key","id") WHERE taken_at is null;--> statement-breakpoint
CREATE INDEX "message_expired" ON "message" USING btree ("tenant_id","expires_at");