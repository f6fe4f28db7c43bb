package io.carillon.controlplane.publish;

import io.carillon.backplane.App;
import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.Exhausted;
import io.carillon.backplane.Operation;
import io.carillon.backplane.Publication;
import io.carillon.backplane.PublishOutcome;
import io.carillon.backplane.Retention;
import io.carillon.backplane.meter.UsageMeter;
import io.carillon.controlplane.access.Sender;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.rate.Rates;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.ChannelType;
import io.carillon.protocol.InvalidValueException;
import io.micronaut.http.HttpHeaders;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Hands events to the backplane. */
@Singleton
final class Publisher {

    private final Backplane backplane;
    private final Rates rates;
    private final UsageMeter meter;
    private final InstantSource clock;

    Publisher(Backplane backplane, Rates rates, @Named("control-plane") UsageMeter meter, InstantSource clock) {
        this.backplane = backplane;
        this.rates = rates;
        this.meter = meter;
        this.clock = clock;
    }

    /**
     * Completes when the sender may publish these, all of them.
     *
     * @return fails with the refusal {@code rate_limit_exceeded}
     * @throws io.carillon.controlplane.problem.Refusal {@code scope_insufficient} or {@code message_quota_exhausted}
     */
    CompletionStage<@Nullable Void> admit(Sender sender, List<PublishRequest> requests) {
        int events = 0;
        for (PublishRequest request : requests) {
            events += request.channels().size();
            for (ChannelName channel : request.channels()) {
                sender.needs(Operation.PUBLISH, channel);
                if (!request.info().isEmpty()) {
                    // The answer tells what a channel is like.
                    sender.needs(Operation.SUBSCRIBE, channel);
                }
            }
        }
        Exhausted exhausted = sender.app().exhausted();
        if (exhausted != null) {
            refuseWhile(exhausted, sender.app(), clock.instant());
        }
        return rates.publish(sender.app(), events);
    }

    private static void refuseWhile(Exhausted exhausted, App app, Instant now) {
        if (exhausted.holds(now)) {
            long seconds = Math.max(
                    1, Duration.between(now, exhausted.until()).plusMillis(999).toSeconds());
            throw Problem.MESSAGE_QUOTA_EXHAUSTED.because(
                    "App " + app.id() + " has used up its quota " + exhausted.quota() + " of " + exhausted.allowed()
                            + " messages; it counts anew from " + exhausted.until()
                            + ". Publish again then, or raise the quota.",
                    Map.of(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        }
    }

    /**
     * Publishes the event to each of its channels. All are on their way, in the order of the calls, when this returns; the
     * stage is complete when all are accepted.
     *
     * @return fails with the refusal {@code idempotency_key_reused} if the key stands for another event on one of the
     *     channels
     */
    CompletionStage<@Nullable Void> publish(App app, PublishRequest request) {
        List<ChannelName> channels = request.channels();
        if (channels.size() == 1) {
            return publish(app, request, channels.get(0)).thenApply(accepted -> null);
        }
        var stages = new ArrayList<CompletableFuture<PublishOutcome>>(channels.size());
        for (ChannelName channel : channels) {
            stages.add(publish(app, request, channel).toCompletableFuture());
        }
        return CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new));
    }

    private CompletionStage<PublishOutcome> publish(App app, PublishRequest request, ChannelName name) {
        var channel = new AppChannel(app.id(), name);
        var publication = new Publication(
                channel,
                request.name().value(),
                request.data(),
                request.except(),
                null,
                retention(app, channel),
                request.idempotencyKey());
        return backplane.publish(publication).thenApply(outcome -> {
            if (outcome instanceof PublishOutcome.Accepted) {
                meter.channel(channel).in(request.dataBytes());
            }
            return accepted(outcome, request, name);
        });
    }

    /** A user is reached where it is signed in, or not at all: nobody comes back to read what was missed. */
    private static Retention retention(App app, AppChannel channel) {
        return channel.name().type() == ChannelType.SERVER_TO_USER ? Retention.NONE : Retention.of(app, channel);
    }

    /** A repeat is as good as the first time: the publisher wants to know that the event is out. */
    private static PublishOutcome accepted(PublishOutcome outcome, PublishRequest request, ChannelName channel) {
        if (outcome instanceof PublishOutcome.KeyReused) {
            String key = request.idempotencyKey() == null
                    ? ""
                    : request.idempotencyKey().value();
            throw Problem.IDEMPOTENCY_KEY_REUSED.because("The idempotency key " + InvalidValueException.quote(key)
                    + " was used before for another event on channel " + channel
                    + ", so this one was not published there. Use a new key for each new event.");
        }
        return outcome;
    }
}
