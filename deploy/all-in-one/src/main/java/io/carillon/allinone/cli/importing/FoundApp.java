package io.carillon.allinone.cli.importing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An app as it is elsewhere. Prints without the secret.
 *
 * @param id as it is there, digits or not
 * @param settings by the words of the management API, in their order
 */
public record FoundApp(
        String id, String name, boolean enabled, String key, String secret, Map<String, Object> settings) {

    public FoundApp {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The same under another id. */
    public FoundApp withId(String other) {
        return new FoundApp(other, name, enabled, key, secret, settings);
    }

    /** As the management API takes it. */
    public Map<String, Object> toBody() {
        var body = new LinkedHashMap<String, Object>();
        body.put("id", id);
        body.put("name", name);
        body.put("enabled", enabled);
        body.put("keys", List.of(Map.of("key", key, "secret", secret)));
        body.put("settings", settings);
        return body;
    }

    @Override
    public String toString() {
        return "FoundApp[" + id + "]";
    }
}
