package io.carillon.client.rest;

import io.carillon.client.json.JsonWriter;
import io.carillon.protocol.ChannelName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events as the HTTP API wants them. */
final class EventBody {

    private EventBody() {}

    /**
     * The body of {@code POST /apps/ID/events}.
     *
     * @param info what to answer about the channels; empty for nothing
     */
    static String one(Event event, String info) {
        Map<String, Object> fields = fields(event);
        fields.put("channels", event.channels());
        if (!info.isEmpty()) {
            fields.put("info", info);
        }
        return JsonWriter.write(fields);
    }

    /** The body of {@code POST /apps/ID/batch_events}. */
    static String batch(List<Event> events) {
        return JsonWriter.write(
                Map.of("batch", events.stream().map(EventBody::entry).toList()));
    }

    private static Map<String, Object> entry(Event event) {
        Map<String, Object> fields = fields(event);
        ChannelName only = event.channels().get(0);
        fields.put("channel", only);
        return fields;
    }

    private static Map<String, Object> fields(Event event) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", event.name());
        fields.put("data", event.data());
        if (event.except() != null) {
            fields.put("socket_id", event.except());
        }
        if (event.idempotencyKey() != null) {
            fields.put("idempotency_key", event.idempotencyKey());
        }
        return fields;
    }
}
