package io.carillon.controlplane.info;

import com.fasterxml.jackson.core.JsonGenerator;
import io.carillon.backplane.HistoryStore.CachedEvent;
import io.carillon.backplane.Occupancy;
import io.carillon.protocol.ChannelType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one channel now.
 *
 * @param cached its last event; null if it keeps none, or was not asked for it
 */
public record ChannelFacts(
        ChannelType type, Occupancy occupancy, @Nullable CachedEvent cached) {

    /** Writes, as fields of an open object, what was asked and exists on channels of this type; the rest is left out. */
    public void write(Info asked, JsonGenerator json) throws IOException {
        if (asked.asks(Attribute.USER_COUNT) && type.hasMembers()) {
            json.writeNumberField(Attribute.USER_COUNT.word(), occupancy.users());
        }
        if (asked.asks(Attribute.SUBSCRIPTION_COUNT)) {
            json.writeNumberField(Attribute.SUBSCRIPTION_COUNT.word(), occupancy.subscriptions());
        }
        if (asked.asks(Attribute.CACHE) && type.isCached()) {
            writeCache(json);
        }
    }

    private void writeCache(JsonGenerator json) throws IOException {
        if (cached == null) {
            json.writeNullField(Attribute.CACHE.word());
            return;
        }
        json.writeObjectFieldStart(Attribute.CACHE.word());
        json.writeStringField("data", cached.data());
        // Whole seconds, rounded up: an event that is still there has a time left.
        json.writeNumberField("ttl", cached.timeLeft().plusMillis(999).toSeconds());
        json.writeEndObject();
    }
}
