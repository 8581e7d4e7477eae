"""Tables that the tests of what the planner refuses read and write."""

SRC = (
    "CREATE TABLE src (id BIGINT, name STRING, amount DOUBLE, d DATE, ts TIMESTAMP(3), r "
    "ROW<a INT, b ROW<c STRING>>, tags ARRAY<STRING>, m MAP<STRING, INT>, ev ARRAY<ROW<k "
    "STRING, v INT>>, p AS PROCTIME(), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND) "
    "WITH ('connector' = 'datagen');\n"
)
DIM = (
    "CREATE TABLE dim (id BIGINT, label STRING, t2 TIMESTAMP(3)) WITH ('connector' = "
    "'jdbc', 'url' = 'jdbc:mysql://h/d', 'table-name' = 't');\n"
)
SNK = "CREATE TABLE snk (id BIGINT, name STRING) WITH ('connector' = 'blackhole');\n"
KEYED = (
    "CREATE TABLE keyed (id BIGINT NOT NULL, name STRING, n BIGINT, PRIMARY KEY (id) NOT "
    "ENFORCED) WITH ('connector' = 'upsert-kafka', 'topic' = 't', "
    "'properties.bootstrap.servers' = 'k:9', 'key.format' = 'json', 'value.format' = "
    "'json');\n"
)
KAFKA = (
    "CREATE TABLE log (name STRING, n BIGINT) WITH ('connector' = 'kafka', 'topic' = "
    "'t', 'properties.bootstrap.servers' = 'k:9', 'format' = 'json');\n"
)
BASE = SRC + DIM + SNK
