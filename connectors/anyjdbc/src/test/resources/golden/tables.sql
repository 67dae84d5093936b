-- H2 2.5.252;
CREATE USER IF NOT EXISTS "SA" PASSWORD '' ADMIN;
CREATE SCHEMA IF NOT EXISTS "golden" AUTHORIZATION "SA";
CREATE CACHED TABLE "golden"."_leat_locks"(
    "NAME" CHARACTER VARYING(1000) NOT NULL
);
ALTER TABLE "golden"."_leat_locks" ADD CONSTRAINT "golden"."CONSTRAINT_C" PRIMARY KEY("NAME");
-- 2 +/- SELECT COUNT(*) FROM golden."_leat_locks";
CREATE CACHED TABLE "golden"."every type"(
    "id" BIGINT,
    "updated_at" TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    "Bool[]" BOOLEAN,
    "Int[bits=8, unsigned=false]" SMALLINT,
    "Int[bits=8, unsigned=true]" SMALLINT,
    "Int[bits=16, unsigned=false]" SMALLINT,
    "Int[bits=16, unsigned=true]" INTEGER,
    "Int[bits=24, unsigned=false]" INTEGER,
    "Int[bits=24, unsigned=true]" BIGINT,
    "Int[bits=32, unsigned=false]" INTEGER,
    "Int[bits=32, unsigned=true]" BIGINT,
    "Int[bits=64, unsigned=false]" BIGINT,
    "Int[bits=64, unsigned=true]" NUMERIC(20, 0),
    "Decimal[precision=10, scale=0]" NUMERIC(10, 0),
    "Decimal[precision=15, scale=2]" NUMERIC(15, 2),
    "Decimal[precision=38, scale=10]" NUMERIC(38, 10),
    "Decimal[precision=65, scale=30]" NUMERIC(65, 30),
    "Decimal[precision=0, scale=-1]" CHARACTER VARYING,
    "Decimal[precision=0, scale=0]" NUMERIC(1000, 0),
    "Float32[]" REAL,
    "Float64[]" DOUBLE PRECISION,
    "Text[lengthMax=0, padded=false]" CHARACTER VARYING,
    "Text[lengthMax=10, padded=false]" CHARACTER VARYING(40),
    "Text[lengthMax=10, padded=true]" CHARACTER VARYING(40),
    U&"Enumeration[values=[small, it's, Gr\00f6\00dfe ""XL""]]" CHARACTER VARYING,
    "Bytes[]" BINARY VARYING,
    "Date[]" DATE,
    "Time[fraction=0, zoned=false]" TIME(0),
    "Time[fraction=6, zoned=false]" TIME(6),
    "Time[fraction=9, zoned=false]" TIME(9),
    "Time[fraction=6, zoned=true]" TIME(6) WITH TIME ZONE,
    "Timestamp[fraction=0, zoned=false]" TIMESTAMP(0),
    "Timestamp[fraction=3, zoned=false]" TIMESTAMP(3),
    "Timestamp[fraction=6, zoned=false]" TIMESTAMP(6),
    "Timestamp[fraction=6, zoned=true]" TIMESTAMP(6) WITH TIME ZONE,
    "Timestamp[fraction=9, zoned=true]" TIMESTAMP(9) WITH TIME ZONE,
    "Uuid[]" UUID,
    "Json[]" CHARACTER VARYING,
    "Array[element=Int[bits=32, unsigned=false]]" CHARACTER VARYING,
    "Array[element=Text[lengthMax=0, padded=false]]" CHARACTER VARYING,
    "Array[element=Timestamp[fraction=6, zoned=true]]" CHARACTER VARYING,
    "Array[element=Array[element=Int[bits=64, unsigned=false]]]" CHARACTER VARYING,
    "_leat_synced_at" TIMESTAMP(3) WITH TIME ZONE,
    "_leat_sync_id" BIGINT
);
-- 0 +/- SELECT COUNT(*) FROM golden."every type";
CREATE INDEX "golden"."every type_updated_at_rid_0a200269" ON "golden"."every type"("updated_at" NULLS FIRST);
CREATE CACHED TABLE "golden"."replaced"(
    "id" BIGINT NOT NULL,
    "name" CHARACTER VARYING NOT NULL
);
ALTER TABLE "golden"."replaced" ADD CONSTRAINT "golden"."CONSTRAINT_E" PRIMARY KEY("id", "name");
-- 0 +/- SELECT COUNT(*) FROM golden.replaced;
