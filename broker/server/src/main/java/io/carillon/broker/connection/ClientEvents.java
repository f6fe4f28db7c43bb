package io.carillon.broker.connection;

import io.carillon.backplane.App;
import io.carillon.backplane.ChannelTerms;
import io.carillon.backplane.Exhausted;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Operation;
import io.carillon.backplane.meter.Utf8;
import io.carillon.broker.channel.Standing;
import io.carillon.broker.channel.Tokens;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.ChannelPattern;
import io.carillon.protocol.ChannelType;
import io.carillon.protocol.EventName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.frame.ClientFrame;
import io.carillon.protocol.frame.Refusals;
import io.carillon.protocol.frame.ServerFrame;
import io.carillon.schema.AllowedEvents;
import io.carillon.schema.Complaint;
import io.carillon.schema.DataRule;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which events clients may send to each other. One for each connection; belongs to its loop. */
final class ClientEvents {

    private final InstantSource clock;
    private @Nullable Rate ofApp;
    // Of those rules that say a rate of their own.
    private Map<ChannelPattern, Rate> ofRules = Map.of();

    ClientEvents(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Checks in the order in which the protocol wants the refusals.
     *
     * @param pair what the connection came with
     * @param standing what the subscription stands on; null if there is none
     * @param subscribed the channel, if the connection is subscribed to it; else null
     * @return the refusal; null if the event may be passed on
     */
    ServerFrame.@Nullable Error refusal(
            App app,
            KeyPair pair,
            @Nullable Standing standing,
            ClientFrame.ClientEvent frame,
            @Nullable ChannelName subscribed,
            long nanos) {
        if (frame.channel() == null || frame.data() == null) {
            return Refusals.clientEventIncomplete(frame.channel());
        }
        String channel = frame.channel();
        if (subscribed == null) {
            return notSubscribed(app, channel);
        }
        ChannelTerms terms = app.termsOf(subscribed);
        if (!terms.clientEvents()) {
            return Refusals.clientEventsDisabled(channel);
        }
        if (!subscribed.type().allowsClientEvents()) {
            return Refusals.clientEventChannelType(channel);
        }
        if (!pair.scope().allows(Operation.PUBLISH, subscribed)) {
            return Refusals.clientEventNotInScope(pair.key().value(), subscribed);
        }
        if (standing instanceof Standing.OnToken shown
                && !Tokens.allows(app, shown.token(), Operation.PUBLISH, subscribed)) {
            return Refusals.clientEventNotInToken(subscribed);
        }
        if (frame.event().length() > EventName.MAX_LENGTH) {
            return Refusals.clientEventName(
                    channel,
                    "Client event rejected - its name has " + frame.event().length() + " characters; at most "
                            + EventName.MAX_LENGTH + " are allowed");
        }
        AllowedEvents taken = terms.events();
        DataRule dataRule = taken == null ? null : taken.ruleOf(frame.event());
        if (taken != null && dataRule == null) {
            return Refusals.clientEventNotTaken(channel, frame.event(), taken.names());
        }
        if (isLongerThan(frame.data(), terms.clientEventBytes())) {
            return Refusals.clientEventTooLarge(channel, terms.clientEventBytes());
        }
        Exhausted exhausted = app.exhausted();
        if (exhausted != null && exhausted.holds(clock.millis())) {
            return Refusals.clientEventsUsedUp(channel);
        }
        int perSecond = terms.clientEventsPerSecond();
        if (perSecond > 0 && !rateOf(app, terms).allows(perSecond, nanos)) {
            return Refusals.clientEventRate(channel, perSecond);
        }
        // Last, because it costs most: nobody has more events looked into than may be sent.
        Complaint complaint = dataRule == null ? null : dataRule.complaintAbout(frame.data());
        return complaint == null
                ? null
                : Refusals.clientEventData(channel, frame.event(), complaint.pointer(), complaint.words());
    }

    private static ServerFrame.Error notSubscribed(App app, String channel) {
        if (!areAllowed(app, channel)) {
            return Refusals.clientEventsDisabled(channel);
        }
        return ChannelType.of(channel).allowsClientEvents()
                ? Refusals.clientEventNotSubscribed(channel)
                : Refusals.clientEventChannelType(channel);
    }

    private static boolean areAllowed(App app, String channel) {
        try {
            return app.termsOf(ChannelName.of(channel)).clientEvents();
        } catch (InvalidValueException noSuchChannel) {
            return app.options().clientEvents();
        }
    }

    /** Channels whose rule says another rate than the app are counted by themselves, all others together. */
    private Rate rateOf(App app, ChannelTerms terms) {
        ChannelPattern rule = terms.rule();
        if (rule == null || terms.clientEventsPerSecond() == app.limits().clientEventsPerSecond()) {
            Rate rate = ofApp;
            if (rate == null) {
                rate = new Rate();
                ofApp = rate;
            }
            return rate;
        }
        Rate rate = ofRules.get(rule);
        if (rate == null) {
            rate = new Rate();
            if (ofRules.isEmpty()) {
                ofRules = new HashMap<>(2);
            }
            ofRules.put(rule, rate);
        }
        return rate;
    }

    /** Without a look at the letters of what cannot be too long, which is nearly all of it. */
    private static boolean isLongerThan(String data, int bytes) {
        return data.length() > bytes || (data.length() * 3L > bytes && Utf8.length(data) > bytes);
    }

    /** A rate that may be changed; it begins anew then. */
    private static final class Rate {
        private int perSecond;
        private @Nullable RateLimit limit;

        boolean allows(int wanted, long nanos) {
            RateLimit now = limit;
            if (now == null || perSecond != wanted) {
                perSecond = wanted;
                now = new RateLimit(wanted, wanted);
                limit = now;
            }
            return now.allows(nanos);
        }
    }
}
