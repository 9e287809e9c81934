ALTER TABLE "ticket_event" ADD COLUMN "node" text;--> statement-breakpoint
ALTER TABLE "ticket_event" ADD COLUMN "node_name" text;--> statement-breakpoint
ALTER TABLE "ticket_event" ADD COLUMN "task_id" uuid;--> statement-breakpoint
ALTER TABLE "ticket_event" ADD COLUMN "on_behalf_of" uuid;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "chosen" jsonb;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "process_version" integer;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "process_handlers" uuid[];--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "process_readers" uuid[];--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "process_incident" text;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "process_reason" text;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "process_hides" boolean;