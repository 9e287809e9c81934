CREATE TABLE "form_version" (
	"tenant_id" text NOT NULL,
	"form_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"name" text NOT NULL,
	"definition" text NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by" uuid,
	CONSTRAINT "form_version_tenant_id_form_id_number_pk" PRIMARY KEY("tenant_id","form_id","number")
);
--> statement-breakpoint
CREATE TABLE "form" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"key" text,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"definition" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"last_version" integer DEFAULT 0 NOT NULL,
	"published_version" integer,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"created_by" uuid,
	"words" "tsvector" NOT NULL,
	CONSTRAINT "form_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "form_key" ON "form" USING btree ("tenant_id","key");--> statement-breakpoint
CREATE INDEX "form_published" ON "form" USING btree ("tenant_id","published_version");