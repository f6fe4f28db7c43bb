package io.carillon.client.realtime;

import io.carillon.client.CarillonException;
import io.carillon.client.ClientError;
import io.carillon.client.cipher.ChannelCipher;
import io.carillon.client.cipher.SharedSecret;
import io.carillon.client.json.Json;
import io.carillon.client.json.JsonException;
import io.carillon.client.time.Backoff;
import io.carillon.client.time.Timer;
import io.carillon.client.time.Waiting;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.ServerFrame;
import io.carillon.protocol.frame.ServerFrame.SubscriptionError.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The channels that a client wants, on whichever socket. All but {@link #subscribe}, {@link #unsubscribe} and {@link #trigger}, which any thread
 * may call, belongs to the client's loop.
 */
final class Subscriptions {

    private final Grants grants;
    private final Executor loop;
    private final Timer timer;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final Consumer<String> wire;
    private final Failures failures;
    private final @Nullable ChannelCipher cipher;

    /** For all threads: who subscribes twice gets the same channel. */
    private final Map<ChannelName, Channel> channels = new ConcurrentHashMap<>();

    private final Map<ChannelName, Wanted> wanted = new LinkedHashMap<>();
    private volatile boolean closed;
    private @Nullable SocketId socket;

    /** A channel that is wanted, and how far it has come on this socket. */
    private static final class Wanted {
        final Channel channel;
        /** Counts attempts, so that what was authorized for an older one is not sent. */
        int attempt;

        int failures;
        boolean sent;
        boolean live;
        boolean refused;
        /** Of an encrypted channel that was authorized. */
        @Nullable
        Decryption decryption;

        Wanted(Channel channel) {
            this.channel = channel;
        }

        void startOver() {
            attempt++;
            sent = false;
            live = false;
            refused = false;
            decryption = null;
            channel.pending();
        }
    }

    /** @param wire sends one message on the socket of the moment */
    Subscriptions(
            Grants grants,
            Executor loop,
            Timer timer,
            Backoff backoff,
            RandomGenerator random,
            Failures failures,
            @Nullable ChannelCipher cipher,
            Consumer<String> wire) {
        this.grants = grants;
        this.loop = loop;
        this.timer = timer;
        this.backoff = backoff;
        this.random = random;
        this.failures = failures;
        this.cipher = cipher;
        this.wire = wire;
    }

    /**
     * The channel of this name, wanted from now on; one that was refused is tried again.
     *
     * @throws InvalidValueException {@code channel_encrypted} if it is, and there is nothing to read it with
     */
    Channel subscribe(ChannelName name, Executor listening) {
        if (name.type().isEncrypted() && cipher == null) {
            throw new InvalidValueException(
                    "channel_encrypted",
                    "Channel " + name
                            + " is encrypted: add the module carillon-client-encryption, and give the builder encryption(new SecretBox()).");
        }
        Channel channel = channels.computeIfAbsent(
                name,
                absent -> name.type().hasMembers()
                        ? new PresenceChannel(name, listening, this)
                        : new Channel(name, listening, this));
        loop.execute(() -> want(channel));
        // Looked at last: what a loop that is closed was given it has dropped.
        if (closed) {
            channel.over(closed());
        }
        return channel;
    }

    private void want(Channel channel) {
        if (closed) {
            channel.over(closed());
            return;
        }
        Wanted there = wanted.get(channel.name());
        if (there == null) {
            there = new Wanted(channel);
            wanted.put(channel.name(), there);
            attempt(there);
        } else if (there.refused) {
            attempt(there);
        }
    }

    /** Wants it no more. */
    void unsubscribe(Channel channel) {
        channels.remove(channel.name(), channel);
        loop.execute(() -> {
            Wanted there = wanted.get(channel.name());
            if (there != null && there.channel == channel) {
                wanted.remove(channel.name());
                boolean known = there.sent;
                there.startOver();
                if (known) {
                    wire.accept(ClientCodec.unsubscribe(channel.name()));
                }
                channel.ended();
            }
        });
    }

    /** Nothing is subscribed to any more, and whoever waits is told. */
    void close() {
        closed = true;
        wanted.values().forEach(each -> each.channel.over(closed()));
        wanted.clear();
    }

    private static CarillonException closed() {
        return ClientError.CLOSED.because("The client is closed.");
    }

    CompletableFuture<Void> trigger(Channel channel, String event, String data) {
        var outcome = new CompletableFuture<Void>();
        loop.execute(() -> {
            Wanted there = wanted.get(channel.name());
            if (closed) {
                outcome.completeExceptionally(closed());
            } else if (there != null && there.channel == channel && there.live) {
                wire.accept(ClientCodec.clientEvent(channel.name(), event, data));
                outcome.complete(null);
            } else {
                outcome.completeExceptionally(ClientError.NOT_SUBSCRIBED.because(
                        "The client is not subscribed to " + channel.name() + " now: wait for whenSubscribed()."));
            }
        });
        // Looked at last, as above.
        if (closed) {
            outcome.completeExceptionally(closed());
        }
        return outcome;
    }

    void established(SocketId on) {
        socket = on;
        wanted.values().forEach(this::attempt);
    }

    void lost() {
        socket = null;
        wanted.values().forEach(Wanted::startOver);
    }

    /** Whether the channel's own refusal has been told, so that the error about it would say it twice. */
    boolean isRefused(@Nullable String channel) {
        return wanted.values().stream()
                .anyMatch(each -> each.refused && each.channel.name().value().equals(channel));
    }

    /** Takes in what is about channels; does nothing with the rest. */
    void frame(ServerFrame frame) {
        if (frame instanceof ServerFrame.ChannelEvent event) {
            with(event.channel(), there -> hear(there, event));
        } else if (frame instanceof ServerFrame.SubscriptionSucceeded succeeded) {
            with(succeeded.channel(), there -> {
                live(there);
                there.channel.succeeded();
            });
        } else if (frame instanceof ServerFrame.PresenceSucceeded succeeded) {
            with(succeeded.channel(), there -> {
                live(there);
                if (there.channel instanceof PresenceChannel presence) {
                    presence.succeeded(succeeded.members());
                } else {
                    there.channel.succeeded();
                }
            });
        } else if (frame instanceof ServerFrame.SubscriptionError error) {
            wanted.values().stream()
                    .filter(each -> each.channel.name().value().equals(error.channel()))
                    .findFirst()
                    .ifPresent(there -> refused(there, error));
        } else if (frame instanceof ServerFrame.MemberAdded added) {
            withMembers(added.channel(), presence -> presence.add(added.member()));
        } else if (frame instanceof ServerFrame.MemberRemoved removed) {
            withMembers(removed.channel(), presence -> presence.remove(removed.user()));
        } else if (frame instanceof ServerFrame.CacheMiss miss) {
            with(miss.channel(), there -> there.channel.hear("pusher:cache_miss", "{}"));
        } else if (frame instanceof ServerFrame.SubscriptionCount count) {
            with(
                    count.channel(),
                    there -> there.channel.hear(
                            "pusher:subscription_count", "{\"subscription_count\":" + count.count() + "}"));
        }
    }

    private void attempt(Wanted there) {
        SocketId on = socket;
        if (on == null) {
            return;
        }
        there.startOver();
        int mine = there.attempt;
        ChannelName name = there.channel.name();
        Waiting.then(
                grants.of(on, name),
                (grant, failure) -> loop.execute(() -> {
                    if (mine == there.attempt && on.equals(socket)) {
                        if (failure == null) {
                            show(there, grant);
                        } else {
                            // What the app's endpoint could not do now is asked for again; what its own function threw
                            // may mean no.
                            CarillonException why = Grants.failure(name, failure);
                            refused(there, why, why == failure && why.retriable());
                        }
                    }
                }));
    }

    private void show(Wanted there, ChannelGrant grant) {
        if (there.channel.name().type().isEncrypted()) {
            there.decryption = decryption(there, grant);
            if (there.decryption == null) {
                refused(there, failures.sharedSecretMissing(there.channel.name()), false);
                return;
            }
        }
        if (there.channel instanceof PresenceChannel presence) {
            presence.is(grant.channelData() == null ? grants.user() : memberOf(grant.channelData()));
        }
        there.sent = true;
        wire.accept(ClientCodec.subscribe(there.channel.name(), grant));
    }

    private @Nullable Decryption decryption(Wanted there, ChannelGrant grant) {
        SharedSecret secret = grant.sharedSecret();
        return cipher == null || secret == null
                ? null
                : new Decryption(cipher, there.channel, secret, decryption -> askAgain(there, decryption));
    }

    /** The key was changed, perhaps: the app is asked for it, and nothing is said to the server. */
    private void askAgain(Wanted there, Decryption decryption) {
        SocketId on = socket;
        if (on != null) {
            Waiting.then(
                    grants.of(on, there.channel.name()),
                    (grant, failure) -> loop.execute(() -> {
                        if (there.decryption == decryption) {
                            decryption.rekeyed(failure == null ? grant.sharedSecret() : null);
                        }
                    }));
        }
    }

    private static void hear(Wanted there, ServerFrame.ChannelEvent event) {
        Decryption decryption = there.decryption;
        if (decryption == null || event.event().startsWith("pusher:")) {
            there.channel.hear(event);
        } else {
            decryption.hear(event);
        }
    }

    private static @Nullable UserId memberOf(String channelData) {
        try {
            String id = Json.read(channelData).require("user_id").id();
            return id == null ? null : UserId.of(id);
        } catch (JsonException | IllegalArgumentException unreadable) {
            // The server will say so, in words of its own.
            return null;
        }
    }

    private static void live(Wanted there) {
        there.live = true;
        there.failures = 0;
    }

    private void refused(Wanted there, ServerFrame.SubscriptionError error) {
        refused(there, failures.subscription(error), error.kind() == Kind.UNAVAILABLE);
    }

    private void refused(Wanted there, CarillonException why, boolean again) {
        there.startOver();
        there.refused = true;
        there.channel.refused(why);
        if (again) {
            int mine = there.attempt;
            timer.after(backoff.pause(++there.failures, random), () -> {
                if (mine == there.attempt) {
                    attempt(there);
                }
            });
        }
    }

    private void with(ChannelName name, Consumer<Wanted> then) {
        Wanted there = wanted.get(name);
        if (there != null && there.sent) {
            then.accept(there);
        }
    }

    private void withMembers(ChannelName name, Consumer<PresenceChannel> then) {
        with(name, there -> {
            if (there.channel instanceof PresenceChannel presence) {
                then.accept(presence);
            }
        });
    }
}
