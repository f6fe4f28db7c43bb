package io.carillon.allinone.settings;

import static io.carillon.allinone.settings.Kind.DURATION;
import static io.carillon.allinone.settings.Kind.FILE;
import static io.carillon.allinone.settings.Kind.SWITCH;
import static io.carillon.allinone.settings.Kind.TEXT;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that can be set, each once. The flags, the names in the environment and in the file, and the help all come
 * from here, so that a setting has one word wherever it is met: {@code --data-dir}, {@code CARILLON_DATA_DIR}, {@code
 * data-dir}.
 */
public enum Setting {
    HOST(TEXT, "127.0.0.1", "ADDRESS", "Address to listen on."),
    PORT(Kind.PORT, "6001", "PORT", "Port for WebSocket, HTTP API and playground; 0 takes any free one."),
    MANAGEMENT_PORT(Kind.PORT, "9601", "PORT", "Port for metrics and health; 0 takes any free one."),
    DATA_DIR(FILE, "./carillon-data", "FOLDER", "Where Carillon keeps what must survive a restart."),
    APP_ID(TEXT, "", "DIGITS", "Id of the first app, instead of the one kept in the data folder.", "PUSHER_APP_ID"),
    APP_KEY(TEXT, "", "KEY", "Key of the first app.", "PUSHER_APP_KEY"),
    APP_SECRET(TEXT, "", "SECRET", "Secret of the first app.", "PUSHER_APP_SECRET"),
    ACTIVITY_TIMEOUT(DURATION, "120s", "TIME", "Silence after which a client is asked whether it is there."),
    CLIENT_EVENTS_PER_SECOND(
            Kind.NUMBER, "10", "NUMBER", "Client events that one connection may send each second; 0 for no limit."),
    PATH_PREFIX(TEXT, "", "PATH", "Path in front of /app/KEY; pusher-js calls it wsPath."),
    REDIS_URL(TEXT, "", "URL", "Redis 7 through which several processes are one platform; none by default."),
    REDIS_PREFIX(TEXT, "carillon", "WORD", "Begins every key there, so that two platforms can share one Redis."),
    INSECURE(SWITCH, "false", "", "Allow generated secrets on an address that others can reach."),
    NO_OPEN(SWITCH, "false", "", "Do not open the playground in a browser."),
    JSON(SWITCH, "false", "", "Print one JSON object instead of the start text."),
    CONFIG(FILE, "carillon.yml", "FILE", "File with settings, each by the word after the dashes."),
    /** For load tests alone: a WebSocket path that sends every message back, to tell the server's cost from the machine's. */
    ECHO(TEXT, "", "PATH", "");

    private static final String ENVIRONMENT_PREFIX = "CARILLON_";

    private final Kind kind;
    private final String fallback;
    private final String parameter;
    private final String description;
    private final List<String> environmentNames;

    Setting(Kind kind, String fallback, String parameter, String description, String... otherEnvironmentNames) {
        this.kind = kind;
        this.fallback = fallback;
        this.parameter = parameter;
        this.description = description;
        this.environmentNames = Stream.concat(
                        Stream.of(ENVIRONMENT_PREFIX + name()), Arrays.stream(otherEnvironmentNames))
                .toList();
    }

    /** The setting of this word, as in {@code data-dir}. */
    public static Optional<Setting> ofWord(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }

    /** Whether a name in the environment is meant for Carillon. */
    static boolean isOurs(String environmentName) {
        return environmentName.startsWith(ENVIRONMENT_PREFIX);
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

    /** What holds if nothing is set; empty for nothing. */
    public String fallback() {
        return fallback;
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
