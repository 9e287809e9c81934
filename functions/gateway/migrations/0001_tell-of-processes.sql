ALTER TABLE "notification" ADD COLUMN "task_id" uuid;--> statement-breakpoint
ALTER TABLE "notification" ADD COLUMN "node_name" text;--> statement-breakpoint
ALTER TABLE "notification" ADD COLUMN "comment" text;--> statement-breakpoint
-- Nobody is told of what they did themselves.
DELETE FROM "notification" WHERE "type" = 'ticket.created';
