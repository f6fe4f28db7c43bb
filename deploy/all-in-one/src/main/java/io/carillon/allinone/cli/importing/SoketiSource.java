package io.carillon.allinone.cli.importing;

import io.carillon.allinone.cli.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The apps in soketi's configuration: {@code appManager.array.apps}, with the limits that hold for all of them where an app says
 * nothing. Names may be nested or joined by full stops, as soketi takes both; in its environment they are {@code SOKETI_...}.
 */
public final class SoketiSource {

    private static final int KILOBYTE = 1024;
    private static final int MILLISECONDS = 1000;

    /** What the environment calls that which the file calls otherwise. */
    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("DEFAULT_APP_ID", "id"),
            Map.entry("DEFAULT_APP_KEY", "key"),
            Map.entry("DEFAULT_APP_SECRET", "secret"),
            Map.entry("DEFAULT_APP_MAX_CONNS", "maxConnections"),
            Map.entry("DEFAULT_APP_ENABLE_CLIENT_MESSAGES", "enableClientMessages"),
            Map.entry("DEFAULT_APP_ENABLED", "enabled"),
            Map.entry("DEFAULT_APP_MAX_BACKEND_EVENTS_PER_SEC", "maxBackendEventsPerSecond"),
            Map.entry("DEFAULT_APP_MAX_CLIENT_EVENTS_PER_SEC", "maxClientEventsPerSecond"),
            Map.entry("DEFAULT_APP_MAX_READ_REQ_PER_SEC", "maxReadRequestsPerSecond"),
            Map.entry("DEFAULT_APP_USER_AUTHENTICATION", "enableUserAuthentication"),
            Map.entry("DEFAULT_APP_WEBHOOKS", "webhooks"));

    private static final Map<String, String> SHARED_ENVIRONMENT = Map.of(
            "EVENT_MAX_CHANNELS_AT_ONCE", "eventLimits.maxChannelsAtOnce",
            "EVENT_MAX_SIZE_IN_KB", "eventLimits.maxPayloadInKb",
            "EVENT_MAX_BATCH_SIZE", "eventLimits.maxBatchSize",
            "PRESENCE_MAX_MEMBERS", "presence.maxMembersPerChannel",
            "PRESENCE_MAX_MEMBER_SIZE", "presence.maxMemberSizeInKb",
            "CHANNEL_LIMITS_MAX_NAME_LENGTH", "channelLimits.maxNameLength",
            "CHANNEL_CACHE_TTL", "channelLimits.cacheTtl",
            "USER_AUTHENTICATION_TIMEOUT", "userAuthenticationTimeout",
            "APP_MANAGER_DRIVER", "appManager.driver");

    /** What soketi does where nothing is said. */
    private static final Map<String, Object> SHARED_DEFAULTS = Map.of(
            "eventLimits.maxChannelsAtOnce", 100,
            "eventLimits.maxPayloadInKb", 100,
            "eventLimits.maxBatchSize", 10,
            "presence.maxMembersPerChannel", 100,
            "presence.maxMemberSizeInKb", 2,
            "channelLimits.maxNameLength", 200,
            "channelLimits.cacheTtl", 3600,
            "userAuthenticationTimeout", 30_000);

    private static final String UNLIMITED = "-1";

    private final Map<String, Object> shared = new LinkedHashMap<>(SHARED_DEFAULTS);
    private final List<String> notes = new ArrayList<>();

    private SoketiSource() {}

    /**
     * Reads a configuration.
     *
     * @param file JSON, or an environment file
     * @throws ImportSourceException if it cannot be read, or there is no app in it
     */
    public static Findings read(Path file) {
        String text = DotEnv.text(file);
        var source = new SoketiSource();
        return text.stripLeading().startsWith("{")
                ? source.ofJson(json(text, file), file)
                : source.ofEnvironment(DotEnv.parse(text), file);
    }

    private static Json json(String text, Path file) {
        try {
            return Json.parse(text);
        } catch (IOException noJson) {
            throw new ImportSourceException("The file " + file
                    + " begins like JSON, but is none. Name soketi's configuration as soketi takes it.");
        }
    }

    private Findings ofJson(Json configuration, Path file) {
        Map<String, Json> options = new LinkedHashMap<>();
        flatten("", configuration, options);
        options.forEach((name, value) -> {
            if (shared.containsKey(name)) {
                shared.put(name, value.text());
            }
        });
        Json list = options.getOrDefault("appManager.array.apps", Json.read(""));
        List<Json> apps = new ArrayList<>(list.items());
        if (apps.isEmpty()) {
            throw new ImportSourceException(nothingIn(
                    file,
                    options.getOrDefault("appManager.driver", Json.read("")).text()));
        }
        noteServer(options.keySet());
        List<FoundApp> found = new ArrayList<>();
        for (int place = 0; place < apps.size(); place++) {
            found.add(app(apps.get(place).fields(), "app " + (place + 1) + " in " + file));
        }
        return new Findings(found, notes);
    }

    /** Objects become names joined by full stops; lists stay whole. */
    private static void flatten(String before, Json value, Map<String, Json> into) {
        value.fields().forEach((name, field) -> {
            String full = before + name;
            if (field.isObject()) {
                flatten(full + ".", field, into);
            } else {
                into.put(full, field);
            }
        });
    }

    private Findings ofEnvironment(Map<String, String> environment, Path file) {
        var app = new LinkedHashMap<String, Json>();
        environment.forEach((name, value) -> {
            String word = name.replaceFirst("^SOKETI_", "");
            String field = ENVIRONMENT.get(word);
            if (field != null) {
                app.put(field, field.equals("webhooks") ? Json.read(value) : text(value));
            }
            String option = SHARED_ENVIRONMENT.get(word);
            if (option != null && shared.containsKey(option)) {
                shared.put(option, value);
            }
        });
        if (app.isEmpty()) {
            throw new ImportSourceException(nothingIn(file, environment.getOrDefault("SOKETI_APP_MANAGER_DRIVER", "")));
        }
        return new Findings(List.of(app(app, "the default app in " + file)), notes);
    }

    private static Json text(String value) {
        return Json.read(Json.write(value));
    }

    private static String nothingIn(Path file, String driver) {
        return "There are no apps in " + file + "."
                + (driver.isEmpty() || driver.equals("array")
                        ? " soketi keeps them in appManager.array.apps, or in its environment in SOKETI_DEFAULT_APP_ID, _KEY and"
                                + " _SECRET."
                        : " soketi keeps them in " + driver
                                + " here. Write them into a file as {\"appManager.array.apps\":[{\"id\":...,\"key\":...,\"secret\":...}]}"
                                + " first.");
    }

    private FoundApp app(Map<String, Json> said, String where) {
        var app = new Said(said);
        String id = app.required("id", where);
        var settings = new LinkedHashMap<String, Object>();
        settings.put("client_events", app.flag("enableClientMessages", false));
        settings.put("user_events", app.flag("enableUserAuthentication", false));
        Limit.CONNECTIONS.putOrNone(app.number("maxConnections", UNLIMITED, where), id, settings, notes);
        Limit.PUBLISHES_PER_SECOND.putOrNone(
                app.number("maxBackendEventsPerSecond", UNLIMITED, where), id, settings, notes);
        Limit.CLIENT_EVENTS_PER_SECOND.putOrNone(
                app.number("maxClientEventsPerSecond", UNLIMITED, where), id, settings, notes);
        Limit.READS_PER_SECOND.putOrNone(app.number("maxReadRequestsPerSecond", UNLIMITED, where), id, settings, notes);
        putShared(app, id, settings, where);
        app.noteTheRest(id);
        String key = app.required("key", where);
        String secret = app.required("secret", where);
        return new FoundApp(id, "App " + id, app.flag("enabled", true), key, secret, settings);
    }

    private void putShared(Said app, String id, Map<String, Object> settings, String where) {
        Limit.MEMBERS_PER_CHANNEL.putOrNone(
                app.number("maxPresenceMembersPerChannel", shared("presence.maxMembersPerChannel"), where),
                id,
                settings,
                notes);
        Limit.USER_INFO_BYTES.put(
                app.bytes("maxPresenceMemberSizeInKb", shared("presence.maxMemberSizeInKb"), where),
                id,
                settings,
                notes);
        Limit.CHANNEL_NAME_LENGTH.putOrNone(
                app.number("maxChannelNameLength", shared("channelLimits.maxNameLength"), where), id, settings, notes);
        Limit.CHANNELS_PER_EVENT.putOrNone(
                app.number("maxEventChannelsAtOnce", shared("eventLimits.maxChannelsAtOnce"), where),
                id,
                settings,
                notes);
        Limit.EVENT_BYTES.put(
                app.bytes("maxEventPayloadInKb", shared("eventLimits.maxPayloadInKb"), where), id, settings, notes);
        Limit.EVENTS_PER_BATCH.putOrNone(
                app.number("maxEventBatchSize", shared("eventLimits.maxBatchSize"), where), id, settings, notes);
        Limit.CACHE_SECONDS.put(new BigDecimal(shared("channelLimits.cacheTtl")).longValue(), id, settings, notes);
        if (Boolean.TRUE.equals(settings.get("user_events"))) {
            Limit.AUTHORIZATION_TIMEOUT.put(
                    new BigDecimal(shared("userAuthenticationTimeout")).longValue() / MILLISECONDS,
                    id,
                    settings,
                    notes);
        }
    }

    private String shared(String option) {
        return String.valueOf(shared.get(option));
    }

    private void noteServer(Set<String> options) {
        Set<String> parts = new TreeSet<>();
        for (String option : options) {
            String part = option.replaceFirst("\\..*", "");
            if (!shared.containsKey(option) && !part.equals("appManager") && !part.equals("debug")) {
                parts.add(part);
            }
        }
        if (!parts.isEmpty()) {
            notes.add("what soketi is told about itself is not taken over: " + String.join(", ", parts)
                    + ". 'carillon --help' lists Carillon's own settings.");
        }
    }

    /** What is said of one app. soketi takes each name in three spellings. */
    private final class Said {

        private final Map<String, Json> fields = new LinkedHashMap<>();
        private final Set<String> left = new TreeSet<>();

        Said(Map<String, Json> said) {
            said.forEach((name, value) -> {
                String one = spelling(name);
                if (!value.isNothing() && !value.text().isEmpty()) {
                    fields.put(one, value);
                    left.add(one);
                }
            });
        }

        private static String spelling(String name) {
            if (name.startsWith("App") && name.length() > 3) {
                return spelling(name.substring(3));
            }
            var text = new StringBuilder();
            boolean upper = false;
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                if (c == '_') {
                    upper = true;
                } else {
                    text.append(text.length() == 0 ? Character.toLowerCase(c) : upper ? Character.toUpperCase(c) : c);
                    upper = false;
                }
            }
            return switch (text.toString()) {
                case "maxBackendEventsPerSec" -> "maxBackendEventsPerSecond";
                case "maxClientEventsPerSec" -> "maxClientEventsPerSecond";
                case "maxReadReqPerSec" -> "maxReadRequestsPerSecond";
                default -> text.toString();
            };
        }

        private String text(String name, String otherwise) {
            left.remove(name);
            Json value = fields.get(name);
            return value == null ? otherwise : value.text();
        }

        String required(String name, String where) {
            String text = text(name, "");
            if (text.isEmpty()) {
                throw new ImportSourceException("There is no " + name + " of " + where
                        + ". soketi would take one that everybody knows; write down which it shall be.");
            }
            return text;
        }

        boolean flag(String name, boolean otherwise) {
            String text = text(name, Boolean.toString(otherwise));
            return text.equalsIgnoreCase("true") || text.equals("1");
        }

        long number(String name, String otherwise, String where) {
            return decimal(name, otherwise, where).longValue();
        }

        long bytes(String name, String otherwise, String where) {
            return decimal(name, otherwise, where)
                    .multiply(BigDecimal.valueOf(KILOBYTE))
                    .longValue();
        }

        private BigDecimal decimal(String name, String otherwise, String where) {
            String text = text(name, otherwise);
            try {
                return new BigDecimal(text.strip());
            } catch (NumberFormatException noNumber) {
                throw new ImportSourceException(name + " of " + where + " is no number. Mend it, or leave it out.");
            }
        }

        void noteTheRest(String id) {
            left.removeAll(Set.of("id", "key", "secret", "enabled"));
            Json webhooks = fields.get("webhooks");
            left.remove("webhooks");
            if (webhooks != null && !webhooks.items().isEmpty()) {
                notes.add("app " + id + ": its webhooks, " + webhooks.items().size() + " of them, are not taken over.");
            }
            if (!left.isEmpty()) {
                notes.add("app " + id + ": not taken over, because there is nothing like it here: "
                        + String.join(", ", left) + ".");
            }
        }
    }
}
