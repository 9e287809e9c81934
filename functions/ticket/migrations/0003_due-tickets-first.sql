DROP INDEX "ticket_by_due";--> statement-breakpoint
CREATE INDEX "ticket_by_due" ON "ticket" USING btree ("tenant_id",coalesce(due_at, '9999-12-31T23:59:59.999Z'::timestamptz),"id");