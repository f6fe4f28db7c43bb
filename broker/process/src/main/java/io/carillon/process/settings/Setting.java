package io.carillon.process.settings;

import static io.carillon.process.settings.Kind.COUNT;
import static io.carillon.process.settings.Kind.DURATION;
import static io.carillon.process.settings.Kind.FILE;
import static io.carillon.process.settings.Kind.NUMBER;
import static io.carillon.process.settings.Kind.SWITCH;
import static io.carillon.process.settings.Kind.TEXT;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything that can be set, each once. The flags, the names in the environment and in the file, and the help all come
 * from here, so that a setting has one word wherever it is met: {@code --data-dir}, {@code CARILLON_DATA_DIR}, {@code
 * data-dir}.
 */
public enum Setting {
    HOST(Role.ALL, TEXT, "127.0.0.1", "ADDRESS", "Address to listen on."),
    PORT(Role.ALL, Kind.PORT, "6001", "PORT", "Port for clients and servers; 0 takes any free one."),
    MANAGEMENT_PORT(Role.ALL, Kind.PORT, "9601", "PORT", "Port for metrics and health; 0 takes any free one."),
    DATA_DIR(Role.WITH_APPS, FILE, "./carillon-data", "FOLDER", "Where Carillon keeps what must survive a restart."),
    APP_ID(
            Role.WITH_APPS,
            TEXT,
            "",
            "DIGITS",
            "Id of the first app, instead of the one kept in the data folder.",
            "PUSHER_APP_ID"),
    APP_KEY(Role.WITH_APPS, TEXT, "", "KEY", "Key of the first app.", "PUSHER_APP_KEY"),
    APP_SECRET(Role.WITH_APPS, TEXT, "", "SECRET", "Secret of the first app.", "PUSHER_APP_SECRET"),
    APP_TOKEN(Role.WITH_APPS, TEXT, "", "TOKEN", "Bearer token with which servers publish to the first app."),
    APP_ORIGINS(
            Role.WITH_APPS,
            TEXT,
            "",
            "ORIGINS",
            "Origins of pages that may connect to the first app, as in https://example.com, separated by commas; * for all."),
    ACTIVITY_TIMEOUT(
            Role.WITH_APPS, DURATION, "120s", "TIME", "Silence after which a client is asked whether it is there."),
    CLIENT_EVENTS_PER_SECOND(
            Role.WITH_APPS,
            NUMBER,
            "10",
            "NUMBER",
            "Client events that one connection may send each second; 0 for no limit."),
    MEMBERS_PER_CHANNEL(
            Role.WITH_APPS,
            COUNT,
            "100",
            "NUMBER",
            "Different users that one presence channel may have; each newcomer is told of all of them."),
    PUBLIC_URL(
            Role.WITH_APPS,
            TEXT,
            "",
            "URL",
            "Where people reach this platform, as https://carillon.example.com; with https, their sessions travel over TLS alone."),
    DATABASE_URL(
            Role.WITH_APPS,
            TEXT,
            "",
            "URL",
            "postgresql://HOST:PORT/NAME, which holds tenants, apps and keys; without it they are in the data folder."),
    DATABASE_USER(Role.WITH_APPS, TEXT, "", "USER", "User of the database."),
    DATABASE_PASSWORD(
            Role.WITH_APPS, TEXT, "", "PASSWORD", "Password of the database; better in the environment or in a file."),
    DATABASE_PASSWORD_FILE(
            Role.WITH_APPS, FILE, "", "FILE", "File that holds the password of the database and nothing else."),
    MASTER_KEY(
            Role.ALL,
            TEXT,
            "",
            "KEY",
            "32 random bytes in base64 or hex that seal the secrets of apps; several, the newest first, separated by commas."
                    + " Better in the environment or in a file."),
    MASTER_KEY_FILE(
            Role.ALL,
            FILE,
            "",
            "FILE",
            "File that holds the master key and nothing else; without Redis one is made in the data folder."),
    PRIVATE_ISSUERS(
            Role.ALL,
            SWITCH,
            "false",
            "",
            "Fetch the keys of apps' issuers from this machine and private networks, too; 'dev' always does."),
    PATH_PREFIX(Role.WITH_CLIENTS, TEXT, "", "PATH", "Path in front of /app/KEY; pusher-js calls it wsPath."),
    NODE_LEASE(
            Role.WITH_CLIENTS,
            DURATION,
            "10s",
            "TIME",
            "Silence after which the other brokers take this one for dead, and give up what it held."),
    CONNECTS_PER_SECOND(
            Role.WITH_CLIENTS,
            NUMBER,
            "0",
            "NUMBER",
            "Clients that this process lets in within a second; the rest is told to come back in a moment. 0 for no limit."),
    REDIS_URL(
            Role.ALL,
            TEXT,
            "",
            "URL",
            "Redis 7 through which several processes are one platform, as redis://HOST:PORT, or rediss:// for TLS;"
                    + " several, separated by commas, if they are sentinels or nodes of a cluster."),
    REDIS_USER(Role.ALL, TEXT, "", "USER", "User of Redis, if it is not the default one."),
    REDIS_PASSWORD(Role.ALL, TEXT, "", "PASSWORD", "Password of Redis; better in the environment or in a file."),
    REDIS_PASSWORD_FILE(Role.ALL, FILE, "", "FILE", "File that holds the password of Redis and nothing else."),
    REDIS_PREFIX(
            Role.ALL, TEXT, "carillon", "WORD", "Begins every key there, so that two platforms can share one Redis."),
    REDIS_SENTINEL_MASTER(
            Role.ALL, TEXT, "", "NAME", "Name under which sentinels know the master; the URLs are theirs then."),
    REDIS_CLUSTER(Role.ALL, SWITCH, "false", "", "The URLs are those of nodes of a Redis Cluster."),
    REDIS_CA(
            Role.ALL,
            FILE,
            "",
            "FILE",
            "Certificates (PEM) by which a rediss:// server proves itself, if Java lacks them."),
    SHARDS(
            Role.ALL,
            NUMBER,
            "64",
            "NUMBER",
            "Parts into which channels are divided in Redis; the same in every process, for good."),
    INSECURE(Role.ALONE, SWITCH, "false", "", "Allow generated secrets on an address that others can reach."),
    NO_OPEN(Role.ALONE, SWITCH, "false", "", "Do not open the playground in a browser."),
    JSON(Role.ALL, SWITCH, "false", "", "Print one JSON object instead of the start text."),
    CONFIG(Role.ALL, FILE, "carillon.yml", "FILE", "File with settings, each by the word after the dashes."),
    /** For load tests alone: a WebSocket path that sends every message back, to tell the server's cost from the machine's. */
    ECHO(Role.WITH_CLIENTS, TEXT, "", "PATH", "");

    private static final String ENVIRONMENT_PREFIX = "CARILLON_";
    /** Beside a broker on the same machine, which has the ports that everybody expects. */
    private static final String CONTROL_PLANE_PORT = "6002";

    private static final String CONTROL_PLANE_MANAGEMENT_PORT = "9602";

    private final Set<Role> roles;
    private final Kind kind;
    private final String fallback;
    private final String parameter;
    private final String description;
    private final List<String> environmentNames;

    Setting(
            Set<Role> roles,
            Kind kind,
            String fallback,
            String parameter,
            String description,
            String... otherEnvironmentNames) {
        this.roles = roles;
        this.kind = kind;
        this.fallback = fallback;
        this.parameter = parameter;
        this.description = description;
        this.environmentNames = Stream.concat(
                        Stream.of(ENVIRONMENT_PREFIX + name()), Arrays.stream(otherEnvironmentNames))
                .toList();
    }

    /** The setting of this word, as in {@code data-dir}, whoever it is for. */
    public static Optional<Setting> ofWord(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }

    /** The settings that mean something to a role, in the order of the help. */
    public static List<Setting> of(Role role) {
        return Arrays.stream(values()).filter(setting -> setting.isFor(role)).toList();
    }

    /** Whether a name in the environment is meant for Carillon. */
    static boolean isOurs(String environmentName) {
        return environmentName.startsWith(ENVIRONMENT_PREFIX);
    }

    /** Whether it means something to a role; processes of other roles read past it. */
    public boolean isFor(Role role) {
        return roles.contains(role);
    }

    /** Its one name: lower case with dashes. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As it is typed after the command. */
    public String flag() {
        return "--" + word();
    }

    /** As it stands in the environment. */
    public String environmentName() {
        return environmentNames.get(0);
    }

    /** All its names in the environment: ours, then those of others that we understand. */
    public List<String> environmentNames() {
        return environmentNames;
    }

    public Kind kind() {
        return kind;
    }

    /** What holds for a role if nothing is set; empty for nothing. */
    public String fallback(Role role) {
        if (role != Role.CONTROL_PLANE) {
            return fallback;
        }
        return switch (this) {
            case PORT -> CONTROL_PLANE_PORT;
            case MANAGEMENT_PORT -> CONTROL_PLANE_MANAGEMENT_PORT;
            default -> fallback;
        };
    }

    /** What stands for the value in the help; empty for a switch. */
    public String parameter() {
        return parameter;
    }

    /** One sentence for the help; empty if the setting is not shown there. */
    public String description() {
        return description;
    }

    /** Whether the help is silent about it. */
    public boolean isHidden() {
        return description.isEmpty();
    }
}
