package io.carillon.controlplane.publish;

import io.carillon.backplane.App;
import io.carillon.backplane.AppLimits;
import io.carillon.backplane.IdempotencyKey;
import io.carillon.backplane.meter.Utf8;
import io.carillon.controlplane.info.Info;
import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.EventName;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.frame.Refusals;
import io.carillon.schema.AllowedEvents;
import io.carillon.schema.Complaint;
import io.carillon.schema.DataRule;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event that a server wants published. It exists only if the app may publish it. */
final class PublishRequest {

    private final EventName name;
    private final String data;
    private final int dataBytes;
    private final List<ChannelName> channels;
    private final @Nullable SocketId except;
    private final Info info;
    private final @Nullable IdempotencyKey idempotencyKey;

    /**
     * @param idempotencyKey used if the fields name none
     * @throws io.carillon.controlplane.problem.Refusal if something is missing, too large or too many
     * @throws io.carillon.protocol.InvalidValueException if a name or an id cannot be
     */
    PublishRequest(EventFields fields, App app, @Nullable String idempotencyKey) {
        if (fields.name == null) {
            throw Problem.FIELD_MISSING.because("The event lacks a name.");
        }
        if (fields.data == null) {
            throw Problem.FIELD_MISSING.because("The event lacks data; an event without content has the empty string.");
        }
        this.name = EventName.of(fields.name);
        this.data = fields.data;
        this.dataBytes = Utf8.length(data);
        this.channels = channels(fields.channels, app.limits());
        checkSize(app);
        checkEvent(app);
        this.except = fields.socketId == null ? null : SocketId.of(fields.socketId);
        this.info = Info.of(fields.info);
        String key = fields.idempotencyKey == null ? idempotencyKey : fields.idempotencyKey;
        this.idempotencyKey = key == null ? null : new IdempotencyKey(key, Fingerprint.of(name, data, except));
    }

    private void checkSize(App app) {
        for (ChannelName channel : channels) {
            int limit = app.termsOf(channel).eventBytes();
            if (dataBytes > limit) {
                throw Problem.EVENT_DATA_TOO_LARGE.because(Refusals.dataTooLarge(limit) + "."
                        + (limit == app.limits().eventBytes() ? "" : " That is so on channel " + channel + "."));
            }
        }
    }

    private void checkEvent(App app) {
        DataRule checked = null;
        for (ChannelName channel : channels) {
            AllowedEvents taken = app.termsOf(channel).events();
            if (taken != null) {
                DataRule rule = taken.ruleOf(name.value());
                if (rule == null) {
                    throw Problem.EVENT_NOT_ALLOWED.because("Event not published: "
                            + Refusals.eventNotTaken(channel.value(), name.value(), taken.names()) + ".");
                }
                // An event for many channels of one rule is looked into once.
                if (rule != checked) {
                    checkData(rule, channel);
                    checked = rule;
                }
            }
        }
    }

    private void checkData(DataRule rule, ChannelName channel) {
        Complaint complaint = rule.complaintAbout(data);
        if (complaint != null) {
            throw Problem.EVENT_DATA_INVALID.because("Event not published: "
                    + Refusals.eventData(channel.value(), name.value(), complaint.pointer(), complaint.words()) + ".");
        }
    }

    private static List<ChannelName> channels(List<String> names, AppLimits limits) {
        if (names.isEmpty()) {
            throw Problem.FIELD_MISSING.because("The event names no channel to publish to.");
        }
        if (names.size() > limits.channelsPerEvent()) {
            throw Problem.CHANNELS_TOO_MANY.because("The event names " + names.size() + " channels; at most "
                    + limits.channelsPerEvent() + " are allowed. Publish it to the rest in another request.");
        }
        if (names.size() == 1) {
            return List.of(channel(names.get(0), limits));
        }
        var once = new LinkedHashSet<ChannelName>();
        for (String name : names) {
            once.add(channel(name, limits));
        }
        return List.copyOf(once);
    }

    private static ChannelName channel(String text, AppLimits limits) {
        ChannelName name = ChannelName.of(text);
        if (text.length() > limits.channelNameLength()) {
            throw Problem.CHANNEL_NAME_TOO_LONG.because("Channel name '" + text + "' has " + text.length()
                    + " characters; this app allows " + limits.channelNameLength() + ", prefix included.");
        }
        return name;
    }

    EventName name() {
        return name;
    }

    /** Reaches subscribers as exactly this string. */
    String data() {
        return data;
    }

    /** How long the data is in UTF-8. */
    int dataBytes() {
        return dataBytes;
    }

    /** Each once, in the order in which they were named; at least one. */
    List<ChannelName> channels() {
        return channels;
    }

    /** The connection that does not get it; null if everybody does. */
    @Nullable
    SocketId except() {
        return except;
    }

    /** What the answer shall tell about the channels. */
    Info info() {
        return info;
    }

    @Nullable
    IdempotencyKey idempotencyKey() {
        return idempotencyKey;
    }
}
