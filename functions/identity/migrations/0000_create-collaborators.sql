CREATE TABLE "collaborator" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject" text,
	"email" text,
	"name" text NOT NULL,
	"title" text,
	"roles" text[] NOT NULL,
	"department_id" uuid,
	"manager_id" uuid,
	"active" boolean DEFAULT true NOT NULL,
	"locale" text,
	"time_zone" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "collaborator_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "department" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"parent_id" uuid,
	"head_id" uuid,
	"name" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "department_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "directory" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "group_member" (
	"tenant_id" text NOT NULL,
	"group_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"lead" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "group_member_tenant_id_group_id_user_id_pk" PRIMARY KEY("tenant_id","group_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "user_group" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "user_group_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "collaborator" ADD CONSTRAINT "collaborator_department" FOREIGN KEY ("tenant_id","department_id") REFERENCES "public"."department"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collaborator" ADD CONSTRAINT "collaborator_manager" FOREIGN KEY ("tenant_id","manager_id") REFERENCES "public"."collaborator"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "department" ADD CONSTRAINT "department_parent" FOREIGN KEY ("tenant_id","parent_id") REFERENCES "public"."department"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "department" ADD CONSTRAINT "department_head" FOREIGN KEY ("tenant_id","head_id") REFERENCES "public"."collaborator"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_group" FOREIGN KEY ("tenant_id","group_id") REFERENCES "public"."user_group"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_user" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."collaborator"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "collaborator_subject" ON "collaborator" USING btree ("tenant_id","subject");--> statement-breakpoint
CREATE UNIQUE INDEX "collaborator_email" ON "collaborator" USING btree ("tenant_id","email");--> statement-breakpoint
CREATE INDEX "collaborator_by_name" ON "collaborator" USING btree ("tenant_id","name" collate "C","id");--> statement-breakpoint
CREATE INDEX "collaborator_by_department" ON "collaborator" USING btree ("tenant_id","department_id");--> statement-breakpoint
CREATE INDEX "collaborator_by_manager" ON "collaborator" USING btree ("tenant_id","manager_id");--> statement-breakpoint
CREATE INDEX "collaborator_admins" ON "collaborator" USING btree ("tenant_id") WHERE active and 'admin' = any(roles);--> statement-breakpoint
CREATE UNIQUE INDEX "department_name" ON "department" USING btree ("tenant_id",coalesce("parent_id", '00000000-0000-0000-0000-000000000000'),lower("name"));--> statement-breakpoint
CREATE INDEX "department_by_parent" ON "department" USING btree ("tenant_id","parent_id");--> statement-breakpoint
CREATE INDEX "department_by_head" ON "department" USING btree ("tenant_id","head_id");--> statement-breakpoint
CREATE INDEX "group_member_by_user" ON "group_member" USING btree ("tenant_id","user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "user_group_name" ON "user_group" USING btree ("tenant_id",lower("name"));--> statement-breakpoint
CREATE INDEX "user_group_by_name" ON "user_group" USING btree ("tenant_id","name" collate "C","id");