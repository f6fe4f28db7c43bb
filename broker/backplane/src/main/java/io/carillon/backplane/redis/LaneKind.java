package io.carillon.backplane.redis;

/** Which of Redis's two kinds of channel the lanes are. */
enum LaneKind {
    /** Known to every node of a Redis; the only kind that clients of one server need. */
    PLAIN,
    /** Known to the shard of a Redis Cluster that has the key; the others are not bothered. */
    SHARDED
}
