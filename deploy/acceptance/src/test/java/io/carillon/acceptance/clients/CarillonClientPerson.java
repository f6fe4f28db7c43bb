package io.carillon.acceptance.clients;

import io.carillon.client.CarillonException;
import io.carillon.client.encryption.SecretBox;
import io.carillon.client.endpoint.HttpAuthorizer;
import io.carillon.client.realtime.Channel;
import io.carillon.client.realtime.ConnectionState;
import io.carillon.client.realtime.PresenceChannel;
import io.carillon.client.realtime.RealtimeClient;
import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.ServerFrame;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Somebody with carillon-client, who asks the backend as an app would: a form over HTTP. */
final class CarillonClientPerson implements Person {

    private final Told told;
    private final RealtimeClient client;
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();

    CarillonClientPerson(Invitation invitation) {
        this.told = invitation.told();
        this.client = RealtimeClient.builder()
                .server("ws://" + invitation.host() + ":" + invitation.port())
                .key(invitation.key())
                .encryption(new SecretBox())
                .connectTimeout(Duration.ofSeconds(20))
                .channelAuthorizer(HttpAuthorizer.at(invitation.channels()))
                .userAuthenticator(HttpAuthorizer.at(invitation.users()))
                .build();
        client.onStateChange(this::turned);
        client.onError(error -> told.add("error " + error.status()));
        client.user().onWatchlist(change -> {
            tell("online", change.online());
            tell("offline", change.offline());
        });
    }

    @Override
    public Told told() {
        return told;
    }

    @Override
    public void connect() {
        client.connectAsync();
    }

    @Override
    public void subscribe(String name, String... events) {
        Channel channel = name.startsWith("presence-") ? joined(name) : client.subscribe(name);
        channels.put(name, channel);
        channel.bind("pusher:subscription_succeeded", event -> told.add("subscribed " + name));
        channel.bind("pusher:cache_miss", event -> told.add("miss " + name));
        channel.onError(why -> told.add("refused " + name + " " + why.status() + ": " + inWords(why)));
        for (String event : events) {
            channel.bind(event, this::heard);
        }
    }

    @Override
    public void unsubscribe(String channel) {
        channel(channel).unsubscribe();
    }

    @Override
    public void trigger(String channel, String event, String data) {
        channel(channel).trigger(event, data).join();
    }

    @Override
    public Map<String, String> members(String channel) {
        var members = new LinkedHashMap<String, String>();
        ((PresenceChannel) channel(channel))
                .members()
                .forEach(member -> members.put(member.id().value(), member.info()));
        return members;
    }

    @Override
    public void signsIn(String... events) {
        for (String event : events) {
            client.user().bind(event, sent -> told.add(sent.event() + " " + sent.data()));
        }
        client.signin();
    }

    @Override
    public void disconnect() {
        client.disconnect();
    }

    @Override
    public void close() {
        client.close();
    }

    private Channel channel(String name) {
        return Objects.requireNonNull(channels.get(name), name);
    }

    private PresenceChannel joined(String name) {
        PresenceChannel room = client.subscribePresence(name);
        room.onMemberAdded(member -> told.add(name + " joined " + member.id() + " " + member.info()));
        room.onMemberRemoved(member -> told.add(name + " left " + member.id()));
        return room;
    }

    private void turned(ConnectionState state) {
        if (state == ConnectionState.CONNECTED) {
            told.add("connected");
        } else if (state == ConnectionState.DISCONNECTED) {
            told.add("disconnected");
        }
    }

    private void heard(ServerFrame.ChannelEvent event) {
        told.add(event.channel() + " " + event.event() + " " + event.data()
                + (event.user() == null ? "" : " from " + event.user()));
    }

    private void tell(String change, List<UserId> users) {
        if (!users.isEmpty()) {
            told.add(change + " " + users.stream().map(UserId::value).collect(Collectors.joining(" ")));
        }
    }

    private static String inWords(CarillonException why) {
        return why.getCause() == null
                ? String.valueOf(why.getMessage())
                : why.getMessage() + " " + why.getCause().getMessage();
    }
}
