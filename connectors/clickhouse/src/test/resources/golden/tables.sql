CREATE TABLE golden.`every type`
(
    `id` Int64,
    `updated_at` DateTime64(6, 'UTC'),
    `Bool[]` Nullable(Bool),
    `Int[bits=8, unsigned=false]` Nullable(Int8),
    `Int[bits=8, unsigned=true]` Nullable(UInt8),
    `Int[bits=16, unsigned=false]` Nullable(Int16),
    `Int[bits=16, unsigned=true]` Nullable(UInt16),
    `Int[bits=24, unsigned=false]` Nullable(Int32) COMMENT 'leat:{"type":"int","bits":24}',
    `Int[bits=24, unsigned=true]` Nullable(UInt32) COMMENT 'leat:{"type":"int","bits":24,"unsigned":true}',
    `Int[bits=32, unsigned=false]` Nullable(Int32),
    `Int[bits=32, unsigned=true]` Nullable(UInt32),
    `Int[bits=64, unsigned=false]` Nullable(Int64),
    `Int[bits=64, unsigned=true]` Nullable(UInt64),
    `Decimal[precision=10, scale=0]` Nullable(Decimal(10, 0)),
    `Decimal[precision=15, scale=2]` Nullable(Decimal(15, 2)),
    `Decimal[precision=38, scale=10]` Nullable(Decimal(38, 10)),
    `Decimal[precision=65, scale=30]` Nullable(Decimal(65, 30)),
    `Decimal[precision=0, scale=-1]` Nullable(String) COMMENT 'leat:{"type":"decimal"}',
    `Decimal[precision=0, scale=0]` Nullable(Int256) COMMENT 'leat:{"type":"decimal","scale":0}',
    `Float32[]` Nullable(Float32),
    `Float64[]` Nullable(Float64),
    `Text[lengthMax=0, padded=false]` Nullable(String),
    `Text[lengthMax=10, padded=false]` Nullable(String) COMMENT 'leat:{"type":"text","length":10}',
    `Text[lengthMax=10, padded=true]` Nullable(String) COMMENT 'leat:{"type":"text","length":10,"padded":true}',
    `Enumeration[values=[small, it's, Größe "XL"]]` LowCardinality(Nullable(String)) COMMENT 'leat:{"type":"enum","values":["small","it\'s","Größe \\"XL\\""]}',
    `Bytes[]` Nullable(String) COMMENT 'leat:{"type":"bytes"}',
    `Date[]` Nullable(Date32),
    `Time[fraction=0, zoned=false]` Nullable(String) COMMENT 'leat:{"type":"time","fraction":0}',
    `Time[fraction=6, zoned=false]` Nullable(String) COMMENT 'leat:{"type":"time","fraction":6}',
    `Time[fraction=9, zoned=false]` Nullable(String) COMMENT 'leat:{"type":"time","fraction":9}',
    `Time[fraction=6, zoned=true]` Nullable(String) COMMENT 'leat:{"type":"timetz","fraction":6}',
    `Timestamp[fraction=0, zoned=false]` Nullable(DateTime64(0, 'UTC')) COMMENT 'leat:{"type":"timestamp","fraction":0}',
    `Timestamp[fraction=3, zoned=false]` Nullable(DateTime64(3, 'UTC')) COMMENT 'leat:{"type":"timestamp","fraction":3}',
    `Timestamp[fraction=6, zoned=false]` Nullable(DateTime64(6, 'UTC')) COMMENT 'leat:{"type":"timestamp","fraction":6}',
    `Timestamp[fraction=6, zoned=true]` Nullable(DateTime64(6, 'UTC')),
    `Timestamp[fraction=9, zoned=true]` Nullable(DateTime64(9, 'UTC')),
    `Uuid[]` Nullable(UUID),
    `Json[]` Nullable(String) COMMENT 'leat:{"type":"json"}',
    `Array[element=Int[bits=32, unsigned=false]]` Nullable(String) COMMENT 'leat:{"type":"array","element":{"type":"int","bits":32}}',
    `Array[element=Text[lengthMax=0, padded=false]]` Nullable(String) COMMENT 'leat:{"type":"array","element":{"type":"text"}}',
    `Array[element=Timestamp[fraction=6, zoned=true]]` Nullable(String) COMMENT 'leat:{"type":"array","element":{"type":"timestamptz","fraction":6}}',
    `Array[element=Array[element=Int[bits=64, unsigned=false]]]` Nullable(String) COMMENT 'leat:{"type":"array","element":{"type":"array","element":{"type":"int","bits":64}}}',
    `_leat_synced_at` DateTime64(3, 'UTC'),
    `_leat_sync_id` Int64
)
ENGINE = MergeTree
ORDER BY (id, updated_at)
SETTINGS index_granularity = 8192;
CREATE TABLE golden.replaced
(
    `id` Int64,
    `name` String
)
ENGINE = MergeTree
ORDER BY (id, name)
SETTINGS index_granularity = 8192;
