package io.carillon.acceptance.clients;

import com.pusher.client.Pusher;
import com.pusher.client.PusherOptions;
import com.pusher.client.channel.PresenceChannelEventListener;
import com.pusher.client.channel.PrivateChannel;
import com.pusher.client.channel.PrivateEncryptedChannelEventListener;
import com.pusher.client.channel.PusherEvent;
import com.pusher.client.channel.User;
import com.pusher.client.connection.ConnectionEventListener;
import com.pusher.client.connection.ConnectionState;
import com.pusher.client.connection.ConnectionStateChange;
import com.pusher.client.util.HttpChannelAuthorizer;
import com.pusher.client.util.HttpUserAuthenticator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Somebody with pusher-java-client. */
final class PusherJavaClientPerson implements Person {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Told told;
    private final Pusher pusher;

    PusherJavaClientPerson(Invitation invitation) {
        this.told = invitation.told();
        this.pusher = new Pusher(
                invitation.key(),
                new PusherOptions()
                        .setUseTLS(false)
                        .setHost(invitation.host())
                        .setWsPort(invitation.port())
                        .setChannelAuthorizer(new HttpChannelAuthorizer(invitation.channels()))
                        .setUserAuthenticator(new HttpUserAuthenticator(invitation.users())));
    }

    @Override
    public Told told() {
        return told;
    }

    @Override
    public void connect() {
        pusher.connect(new Connections(), ConnectionState.ALL);
    }

    @Override
    public void subscribe(String channel, String... events) {
        var listener = new Events();
        if (channel.startsWith("presence-")) {
            pusher.subscribePresence(channel, listener, events);
        } else if (channel.startsWith("private-encrypted-")) {
            pusher.subscribePrivateEncrypted(channel, listener, events);
        } else if (channel.startsWith("private-")) {
            pusher.subscribePrivate(channel, listener, events);
        } else {
            pusher.subscribe(channel, listener, events).bind("pusher:cache_miss", listener);
        }
    }

    @Override
    public void unsubscribe(String channel) {
        pusher.unsubscribe(channel);
    }

    @Override
    public void trigger(String channel, String event, String data) {
        PrivateChannel sending = channel.startsWith("presence-")
                ? pusher.getPresenceChannel(channel)
                : pusher.getPrivateChannel(channel);
        sending.trigger(event, data);
    }

    @Override
    public Map<String, String> members(String channel) {
        var members = new LinkedHashMap<String, String>();
        pusher.getPresenceChannel(channel).getUsers().forEach(user -> members.put(user.getId(), user.getInfo()));
        return members;
    }

    @Override
    public void signsIn(String... events) {
        for (String event : events) {
            pusher.user().bind(event, sent -> told.add(sent.getEventName() + " " + sent.getData()));
        }
        pusher.signin();
        // The library says nothing when it is signed in.
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (pusher.user().userId() == null) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("The sign-in failed. " + told);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void disconnect() {
        pusher.disconnect();
    }

    private final class Connections implements ConnectionEventListener {
        @Override
        public void onConnectionStateChange(ConnectionStateChange change) {
            ConnectionState state = change.getCurrentState();
            if (state == ConnectionState.CONNECTED || state == ConnectionState.DISCONNECTED) {
                told.add(state.name().toLowerCase(Locale.ROOT));
            }
        }

        @Override
        public void onError(@Nullable String message, @Nullable String code, @Nullable Exception e) {
            // The library subscribes twice to what is asked for while it is told that it is connected.
            if (message == null || !message.startsWith("Existing subscription to channel ")) {
                told.add("error " + code);
            }
        }
    }

    private final class Events implements PresenceChannelEventListener, PrivateEncryptedChannelEventListener {
        @Override
        public void onEvent(PusherEvent event) {
            if (event.getEventName().equals("pusher:cache_miss")) {
                told.add("miss " + event.getChannelName());
                return;
            }
            told.add(event.getChannelName() + " " + event.getEventName() + " " + event.getData()
                    + (event.getUserId() == null ? "" : " from " + event.getUserId()));
        }

        @Override
        public void onSubscriptionSucceeded(String channel) {
            told.add("subscribed " + channel);
        }

        @Override
        public void onAuthenticationFailure(String message, Exception e) {
            told.add("refused " + message + " " + e);
        }

        @Override
        public void onError(String message, Exception e) {
            told.add("refused " + message + " " + e);
        }

        @Override
        public void onDecryptionFailure(String event, String reason) {
            told.add("cannot decrypt " + event + ": " + reason);
        }

        @Override
        public void onUsersInformationReceived(String channel, Set<User> users) {
            // Asked for as the members.
        }

        @Override
        public void userSubscribed(String channel, User user) {
            told.add(channel + " joined " + user.getId() + " " + user.getInfo());
        }

        @Override
        public void userUnsubscribed(String channel, User user) {
            told.add(channel + " left " + user.getId());
        }
    }
}
