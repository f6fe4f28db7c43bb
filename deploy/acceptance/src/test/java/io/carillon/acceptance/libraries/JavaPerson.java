package io.carillon.acceptance.libraries;

import com.pusher.client.Pusher;
import com.pusher.client.PusherOptions;
import com.pusher.client.channel.PresenceChannelEventListener;
import com.pusher.client.channel.PrivateEncryptedChannelEventListener;
import com.pusher.client.channel.PusherEvent;
import com.pusher.client.channel.User;
import com.pusher.client.connection.ConnectionEventListener;
import com.pusher.client.connection.ConnectionState;
import com.pusher.client.connection.ConnectionStateChange;
import com.pusher.rest.data.PresenceUser;
import io.carillon.acceptance.server.RunningJar;
import io.carillon.acceptance.wire.RawClient;
import io.carillon.acceptance.wire.Signing;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with an app built on pusher-java-client: it signs for itself with pusher-http-java, as a backend would, and keeps
 * all that its listeners are told.
 */
final class JavaPerson implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 10;

    private final Pusher pusher;
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());

    private JavaPerson(Pusher pusher) {
        this.pusher = pusher;
    }

    /** Connects and waits until connected. */
    static JavaPerson connect(RunningJar jar, String userId) {
        return connect(jar, jar.port(), userId, RunningJar.APP_KEY).awaitState(ConnectionState.CONNECTED);
    }

    /** Begins to connect. */
    static JavaPerson connect(RunningJar jar, int port, String userId, String key) {
        var backend = new com.pusher.rest.Pusher(
                RunningJar.APP_ID,
                RunningJar.APP_KEY,
                RunningJar.APP_SECRET,
                Base64.getEncoder().encodeToString(new byte[32]));
        var options = new PusherOptions()
                .setUseTLS(false)
                .setHost(jar.host())
                .setWsPort(port)
                .setChannelAuthorizer((channel, socketId) -> channel.startsWith("presence-")
                        ? backend.authenticate(
                                socketId, channel, new PresenceUser(userId, Map.of("name", "Name of " + userId)))
                        : backend.authenticate(socketId, channel))
                .setUserAuthenticator(socketId -> {
                    String userData = "{\"id\":\"" + userId + "\"}";
                    return "{\"auth\":\"" + Signing.user(socketId, userData) + "\",\"user_data\":"
                            + RawClient.quoted(userData) + "}";
                });
        var person = new JavaPerson(new Pusher(key, options));
        person.pusher.connect(person.new Connections(), ConnectionState.ALL);
        return person;
    }

    Pusher pusher() {
        return pusher;
    }

    /** Errors that the library reported, for a test to insist that there were none. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    JavaPerson awaitState(ConnectionState state) {
        awaits("state " + state);
        return this;
    }

    /** Waits until this was told; what was told before it is forgotten. */
    void awaits(String expected) {
        awaits(expected::equals, expected);
    }

    /** The next thing told must be this. */
    void hears(String expected) {
        String next = poll();
        if (!expected.equals(next)) {
            throw new AssertionError("Expected '" + expected + "', but was told '" + next + "'; errors: " + errors);
        }
    }

    private void awaits(Predicate<String> wanted, String what) {
        var before = new ArrayList<String>();
        for (String next = poll(); next != null; next = poll()) {
            if (wanted.test(next)) {
                return;
            }
            before.add(next);
        }
        throw new AssertionError("Never told '" + what + "', but: " + before + "; errors: " + errors);
    }

    private @Nullable String poll() {
        try {
            return told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Subscribes to a channel of any kind and waits for its success. */
    void subscribes(String channel, String... events) {
        var listener = new Events();
        if (channel.startsWith("private-encrypted-")) {
            pusher.subscribePrivateEncrypted(channel, listener, events);
        } else if (channel.startsWith("private-")) {
            pusher.subscribePrivate(channel, listener, events);
        } else {
            pusher.subscribe(channel, listener, events);
        }
        awaits("subscribed " + channel);
    }

    /** Subscribes to a presence channel and waits for its success, and for the members who must be these. */
    void joins(String channel, List<String> members, String... events) {
        pusher.subscribePresence(channel, new Events(), events);
        // The library tells both at once, in either order.
        var expected = new TreeSet<>(List.of("subscribed " + channel, "members " + members));
        while (!expected.isEmpty()) {
            String next = poll();
            if (next == null || !expected.remove(next)) {
                throw new AssertionError("Expected " + expected + ", but was told '" + next + "'; errors: " + errors);
            }
        }
    }

    /** Hears events sent to its user. */
    void listensToItself(String event) {
        pusher.user().bind(event, new Events());
    }

    @Override
    public void close() {
        pusher.disconnect();
    }

    private final class Connections implements ConnectionEventListener {
        @Override
        public void onConnectionStateChange(ConnectionStateChange change) {
            told.add("state " + change.getCurrentState());
        }

        @Override
        public void onError(@Nullable String message, @Nullable String code, @Nullable Exception e) {
            // The library subscribes twice to what is asked for while it is told that it is connected.
            if (message != null && message.startsWith("Existing subscription to channel ")) {
                return;
            }
            errors.add(message + " code " + code + (e == null ? "" : " " + e));
            told.add("error " + code);
        }
    }

    private final class Events implements PresenceChannelEventListener, PrivateEncryptedChannelEventListener {
        @Override
        public void onEvent(PusherEvent event) {
            if (event.getEventName().equals("pusher:subscription_count")) {
                return;
            }
            told.add(event.getEventName() + " " + event.getData()
                    + (event.getUserId() == null ? "" : " from " + event.getUserId()));
        }

        @Override
        public void onSubscriptionSucceeded(String channel) {
            told.add("subscribed " + channel);
        }

        @Override
        public void onAuthenticationFailure(String message, Exception e) {
            errors.add(message + " " + e);
        }

        @Override
        public void onError(String message, Exception e) {
            errors.add(message + " " + e);
        }

        @Override
        public void onDecryptionFailure(String event, String reason) {
            errors.add("cannot decrypt " + event + ": " + reason);
        }

        @Override
        public void onUsersInformationReceived(String channel, Set<User> users) {
            var ids = new TreeSet<String>();
            users.forEach(user -> ids.add(user.getId()));
            told.add("members " + ids);
        }

        @Override
        public void userSubscribed(String channel, User user) {
            told.add("joined " + user.getId() + " " + user.getInfo());
        }

        @Override
        public void userUnsubscribed(String channel, User user) {
            told.add("left " + user.getId());
        }
    }
}
