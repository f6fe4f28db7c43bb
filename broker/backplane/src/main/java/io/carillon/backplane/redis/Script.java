package io.carillon.backplane.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The steps that Redis does as one, each a Lua file of its own, and the parts it is put together from. */
enum Script {
    PUBLISH(Part.NODE, Part.LANE, Part.CHANNEL),
    TERMINATE(Part.NODE, Part.LANE, Part.CHANNEL),
    OCCUPY(Part.NODE, Part.LANE, Part.CHANNEL, Part.PLACE, Part.WEBHOOKS),
    REPORT(Part.NODE, Part.LANE, Part.CHANNEL, Part.PLACE, Part.WEBHOOKS),
    VACATE(Part.NODE, Part.LANE, Part.CHANNEL, Part.PLACE),
    JOIN(Part.NODE, Part.LANE, Part.CHANNEL, Part.PLACE, Part.WEBHOOKS, Part.MEMBERS),
    LEAVE(Part.NODE, Part.LANE, Part.CHANNEL, Part.PLACE, Part.WEBHOOKS, Part.MEMBERS),
    RESTATE(Part.NODE, Part.LANE, Part.CHANNEL, Part.PLACE, Part.WEBHOOKS, Part.MEMBERS),
    WATCH(Part.NODE, Part.LANE, Part.CHANNEL, Part.PLACE),
    UNWATCH(Part.NODE, Part.LANE, Part.CHANNEL, Part.PLACE),
    GIVE_UP(Part.NODE, Part.LANE, Part.CHANNEL, Part.PLACE, Part.WEBHOOKS, Part.MEMBERS),
    OCCUPANCY(Part.NODE, Part.OCCUPANCY),
    OCCUPIED(Part.NODE, Part.OCCUPANCY),
    MEMBERS(Part.NODE, Part.OCCUPANCY),
    LAST_EVENT(Part.NODE),
    SINCE(Part.NODE, Part.LANE, Part.CHANNEL),
    REGISTER(Part.NODE),
    RENEW(Part.NODE),
    DIE(Part.NODE),
    LIVING(Part.NODE),
    CLAIM(Part.NODE),
    HOLDINGS(Part.NODE),
    BURIED(Part.NODE),
    CONNECTIONS_OPEN(Part.NODE, Part.CONNECTIONS),
    CONNECTIONS_CLOSE(Part.NODE, Part.CONNECTIONS),
    CONNECTIONS_RESTATE(Part.NODE, Part.CONNECTIONS),
    CONNECTIONS_OF(Part.NODE, Part.CONNECTIONS),
    TAKE(Part.NODE),
    WEBHOOKS_CLAIM(Part.NODE),
    WEBHOOKS_DONE,
    WEBHOOKS_BACKLOG,
    USAGE_ADD(Part.NODE, Part.USAGE),
    USAGE_DRAIN(Part.NODE, Part.USAGE),
    USAGE_DONE(Part.NODE, Part.USAGE),
    USAGE_WAITING(Part.NODE, Part.USAGE),
    KEY_USED,
    KEY_USES,
    CANARY(Part.NODE, Part.LANE),
    TAIL(Part.NODE),
    SHARDS,
    MASTER_KEY,
    APP_PUT,
    APP_REMOVE,
    APP_GET;

    private enum Part {
        NODE,
        LANE,
        CHANNEL,
        PLACE,
        WEBHOOKS,
        MEMBERS,
        OCCUPANCY,
        CONNECTIONS,
        USAGE
    }

    private static final String PUBLISH_COMMAND = "@PUBLISH@";

    private final String plainText;
    private final String plainSha1;
    private final String shardedText;
    private final String shardedSha1;

    Script(Part... parts) {
        var whole = new StringBuilder();
        for (Part part : parts) {
            whole.append(read("part_" + part.name())).append('\n');
        }
        String text = whole.append(read(name())).toString();
        this.plainText = text.replace(PUBLISH_COMMAND, "PUBLISH");
        this.plainSha1 = sha1(plainText);
        this.shardedText = text.replace(PUBLISH_COMMAND, "SPUBLISH");
        this.shardedSha1 = sha1(shardedText);
    }

    /** The script as it is loaded where lanes are of this kind. */
    String text(LaneKind kind) {
        return kind == LaneKind.SHARDED ? shardedText : plainText;
    }

    /** The name by which a loaded script is run: 40 hex digits. */
    String sha1(LaneKind kind) {
        return kind == LaneKind.SHARDED ? shardedSha1 : plainSha1;
    }

    private static String read(String name) {
        String file = name.toLowerCase(Locale.ROOT) + ".lua";
        try (InputStream stream = Script.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException(file + " is not beside the class that runs it");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
    }
}
