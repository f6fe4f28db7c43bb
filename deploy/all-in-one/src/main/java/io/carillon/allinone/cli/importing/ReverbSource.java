package io.carillon.allinone.cli.importing;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The apps of Laravel Reverb: in {@code config/reverb.php} with what {@code .env} says, or, without that file, in {@code .env} alone. */
public final class ReverbSource {

    private static final String CONFIGURATION = "config/reverb.php";
    private static final String ENVIRONMENT = ".env";
    private static final Set<String> KNOWN = Set.of(
            "app_id",
            "key",
            "secret",
            "options",
            "allowed_origins",
            "ping_interval",
            "activity_timeout",
            "max_connections",
            "max_message_size",
            "accept_client_events_from",
            "rate_limiting");

    /** What Reverb's own file says, for projects that never published it. */
    private static final String UNPUBLISHED = """
            return ['apps' => ['provider' => 'config', 'apps' => [[
                'key' => env('REVERB_APP_KEY'),
                'secret' => env('REVERB_APP_SECRET'),
                'app_id' => env('REVERB_APP_ID'),
                'allowed_origins' => ['*'],
                'ping_interval' => env('REVERB_APP_PING_INTERVAL', 60),
                'activity_timeout' => env('REVERB_APP_ACTIVITY_TIMEOUT', 30),
                'max_connections' => env('REVERB_APP_MAX_CONNECTIONS'),
                'max_message_size' => env('REVERB_APP_MAX_MESSAGE_SIZE', 10000),
                'accept_client_events_from' => env('REVERB_APP_ACCEPT_CLIENT_EVENTS_FROM', 'members'),
                'rate_limiting' => [
                    'enabled' => env('REVERB_APP_RATE_LIMITING_ENABLED', false),
                    'max_attempts' => env('REVERB_APP_RATE_LIMIT_MAX_ATTEMPTS', 60),
                    'decay_seconds' => env('REVERB_APP_RATE_LIMIT_DECAY_SECONDS', 60),
                ],
            ]]]];
            """;

    private final Map<String, String> environment;
    private final String where;
    private final List<String> notes = new ArrayList<>();

    private ReverbSource(Map<String, String> environment, String where) {
        this.environment = environment;
        this.where = where;
    }

    /**
     * Reads a project's configuration.
     *
     * @param place the project's folder, its {@code config/reverb.php}, or its {@code .env}
     * @throws ImportSourceException if it cannot be read, or there is no app in it
     */
    public static Findings read(Path place) {
        if (Files.isDirectory(place)) {
            Path configuration = place.resolve(CONFIGURATION);
            Path environment = place.resolve(ENVIRONMENT);
            if (!Files.exists(configuration) && !Files.exists(environment)) {
                throw new ImportSourceException("There is neither " + CONFIGURATION + " nor " + ENVIRONMENT + " in "
                        + place + ". Name the folder of a Laravel project, or one of these files.");
            }
            return Files.exists(configuration)
                    ? ofConfiguration(configuration, environment)
                    : ofEnvironment(environment);
        }
        if (String.valueOf(place.getFileName()).endsWith(".php")) {
            Path folder = place.toAbsolutePath().getParent();
            Path project = folder == null ? null : folder.getParent();
            return ofConfiguration(place, project == null ? Path.of(ENVIRONMENT) : project.resolve(ENVIRONMENT));
        }
        return ofEnvironment(place);
    }

    private static Findings ofConfiguration(Path configuration, Path environment) {
        Map<String, String> said = Files.exists(environment) ? DotEnv.read(environment) : Map.of();
        return new ReverbSource(said, configuration.toString()).found(DotEnv.text(configuration));
    }

    private static Findings ofEnvironment(Path file) {
        return new ReverbSource(DotEnv.read(file), file.toString()).found(UNPUBLISHED);
    }

    private Findings found(String php) {
        Object list = at(at(Php.returned(php, environment), "apps"), "apps");
        if (!(list instanceof Map<?, ?> items) || items.isEmpty()) {
            throw new ImportSourceException(
                    "There is no list of apps in " + where
                            + " that can be read without PHP. Reverb keeps it under 'apps', 'apps'; write the values down there.");
        }
        List<FoundApp> apps = new ArrayList<>();
        for (Object app : items.values()) {
            if (!(app instanceof Map<?, ?> fields)) {
                throw new ImportSourceException(
                        "An app in " + where + " cannot be read without PHP. Write it down as an array.");
            }
            apps.add(app(fields, items.size() == 1));
        }
        notes.add(
                "what Reverb is told about itself is not taken over: its address, TLS, scaling. 'carillon --help' lists"
                        + " Carillon's own settings.");
        return new Findings(apps, notes);
    }

    private static @Nullable Object at(@Nullable Object array, String key) {
        return array instanceof Map<?, ?> map ? map.get(key) : null;
    }

    private FoundApp app(Map<?, ?> app, boolean only) {
        String id = required(app, "app_id", "REVERB_APP_ID");
        String key = required(app, "key", "REVERB_APP_KEY");
        String secret = required(app, "secret", "REVERB_APP_SECRET");
        var settings = new LinkedHashMap<String, Object>();
        putClientEvents(app, id, settings);
        putOrigins(app, id, settings);
        Long connections = number(app, "max_connections", id);
        Limit.CONNECTIONS.put(connections == null ? 0 : connections, id, settings, notes);
        Long timeout = number(app, "activity_timeout", id);
        if (timeout != null) {
            Limit.ACTIVITY_TIMEOUT.put(timeout, id, settings, notes);
        }
        Long size = number(app, "max_message_size", id);
        if (size != null) {
            Limit.CLIENT_EVENT_BYTES.put(size, id, settings, notes);
        }
        noteTheRest(app, id);
        String name = only ? environment.getOrDefault("APP_NAME", "") : "";
        return new FoundApp(id, name.isBlank() ? "App " + id : name, true, key, secret, settings);
    }

    private String required(Map<?, ?> app, String field, String variable) {
        Object value = app.get(field);
        String text = value == null ? "" : value.toString();
        if (text.isEmpty() || value == Php.UNREAD) {
            throw new ImportSourceException(
                    "There is no " + field + " of an app in " + where + " that can be read. Write it there, or set "
                            + variable + " in the project's " + ENVIRONMENT + ".");
        }
        return text;
    }

    private void putClientEvents(Map<?, ?> app, String id, Map<String, Object> settings) {
        Object from = app.get("accept_client_events_from");
        String whom = from == null ? "all" : from.toString();
        settings.put("client_events", !whom.equals("none"));
        if (whom.equals("all")) {
            notes.add("app " + id
                    + ": client events are taken from subscribers of a channel alone, and not from everybody.");
        }
        Object limiting = app.get("rate_limiting");
        boolean limited = limiting instanceof Map<?, ?> words && isTrue(words.get("enabled"));
        long rate = 0;
        if (limited && limiting instanceof Map<?, ?> words) {
            Long attempts = number(words, "max_attempts", id);
            Long seconds = number(words, "decay_seconds", id);
            rate = Math.max(1, (attempts == null ? 60 : attempts) / Math.max(1, seconds == null ? 60 : seconds));
            notes.add("app " + id + ": Reverb limits messages over a time, Carillon client events in each second: "
                    + rate + " of them may be sent in one.");
        }
        Limit.CLIENT_EVENTS_PER_SECOND.put(rate, id, settings, notes);
    }

    private static boolean isTrue(@Nullable Object value) {
        return value != null
                && (value.toString().equalsIgnoreCase("true")
                        || value.toString().equals("1"));
    }

    /** Reverb compares hosts alone; here an origin has a scheme. */
    private void putOrigins(Map<?, ?> app, String id, Map<String, Object> settings) {
        Object said = app.get("allowed_origins");
        if (said == null) {
            return;
        }
        if (!(said instanceof Map<?, ?> list) || list.containsValue(Php.UNREAD)) {
            notes.add("app " + id
                    + ": allowed_origins can only be read by PHP, so that every origin is allowed: set them with"
                    + " 'carillon apps change " + id + " --set allowed_origins=https://example.com'.");
            return;
        }
        List<String> origins = new ArrayList<>();
        for (Object item : list.values()) {
            String host = String.valueOf(item);
            if (host.equals("*")) {
                settings.put("allowed_origins", List.of());
                return;
            }
            if (host.contains("://")) {
                origins.add(host);
            } else {
                origins.add("https://" + host);
                origins.add("http://" + host);
            }
        }
        settings.put("allowed_origins", origins);
        notes.add("app " + id
                + ": Reverb allows origins by their host alone; here they are allowed with http and https on the"
                + " usual ports. Add others with --set allowed_origins.");
    }

    private @Nullable Long number(Map<?, ?> app, String field, String id) {
        Object value = app.get(field);
        if (value == null || value.toString().isEmpty()) {
            return null;
        }
        try {
            return new BigDecimal(value.toString().strip()).longValue();
        } catch (NumberFormatException unread) {
            notes.add("app " + id + ": " + field + " can only be read by PHP, and is not taken over.");
            return null;
        }
    }

    private void noteTheRest(Map<?, ?> app, String id) {
        Set<String> left = new TreeSet<>();
        app.keySet().forEach(field -> left.add(String.valueOf(field)));
        left.removeAll(KNOWN);
        if (app.containsKey("ping_interval")) {
            left.add("ping_interval");
        }
        if (!left.isEmpty()) {
            notes.add("app " + id + ": not taken over, because there is nothing like it here: "
                    + String.join(", ", left) + ".");
        }
    }
}
