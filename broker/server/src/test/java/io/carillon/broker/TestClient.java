package io.carillon.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.broker.channel.Loop;
import io.carillon.broker.channel.Wire;
import io.carillon.broker.connection.ClientLink;
import io.carillon.broker.connection.Connection;
import io.carillon.broker.connection.FrontDesk;
import io.carillon.broker.connection.Handshake;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.frame.ServerFrame;
import io.carillon.protocol.signature.ChannelAuthorization;
import io.carillon.protocol.signature.Secret;
import io.carillon.protocol.signature.UserAuthentication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** A client that says what the test tells it, and remembers what it heard, to the letter. */
public final class TestClient implements ClientLink {

    private final TestCluster cluster;
    private final List<String> heard = new ArrayList<>();
    private final CompletableFuture<Optional<Connection>> answer;
    private @Nullable String closed;

    TestClient(TestCluster cluster, FrontDesk frontDesk, Handshake handshake) {
        this.cluster = cluster;
        this.answer = frontDesk.receive(handshake, this).toCompletableFuture();
    }

    public Connection connection() {
        return answer.getNow(Optional.empty()).orElseThrow();
    }

    /** Whether it was let in or sent away. */
    public boolean isReceived() {
        return answer.isDone();
    }

    public SocketId socketId() {
        return connection().socketId();
    }

    public TestClient says(String message) {
        saysAtOnce(message);
        cluster.settle();
        return this;
    }

    /** Says it, and lets nothing else happen yet. */
    public void saysAtOnce(String message) {
        byte[] bytes = message.getBytes(UTF_8);
        cluster.codec().decode(bytes, 0, bytes.length).handleBy(connection());
    }

    public TestClient subscribes(String channel) {
        return says("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"" + channel + "\"}}");
    }

    public TestClient subscribesSigned(String channel) {
        return says(signedSubscribe(channel, null));
    }

    /** Joins a presence channel as this user. */
    public TestClient joins(String channel, String user) {
        return says(signedSubscribe(channel, "{\"user_id\":\"" + user + "\"}"));
    }

    public String signedSubscribe(String channel, @Nullable String channelData) {
        return subscribeSignedBy(TestCluster.KEY, TestCluster.SECRET, channel, channelData);
    }

    public String subscribeSignedBy(AppKey key, Secret secret, String channel, @Nullable String channelData) {
        String auth = ChannelAuthorization.sign(key, secret, socketId(), ChannelName.of(channel), channelData)
                .value();
        return "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"" + channel + "\",\"auth\":\"" + auth + "\""
                + (channelData == null ? "" : ",\"channel_data\":" + quoted(channelData)) + "}}";
    }

    public TestClient unsubscribes(String channel) {
        return says("{\"event\":\"pusher:unsubscribe\",\"data\":{\"channel\":\"" + channel + "\"}}");
    }

    public TestClient signsIn(String userData) {
        return signsInBy(TestCluster.KEY, TestCluster.SECRET, userData);
    }

    public TestClient signsInBy(AppKey key, Secret secret, String userData) {
        String auth = UserAuthentication.sign(key, secret, socketId(), userData).value();
        return says("{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"" + auth + "\",\"user_data\":" + quoted(userData)
                + "}}");
    }

    /** The transport has noticed that the client is gone. */
    public void leaves() {
        connection().depart();
        cluster.settle();
    }

    /** Has heard exactly these messages since the last time it was asked. */
    public void heard(String... messages) {
        Assertions.assertThat(heard).containsExactly(messages);
        heard.clear();
    }

    public void heardNothing() {
        heard();
    }

    /** What it has heard since the last time it was asked. */
    public List<String> takeHeard() {
        var all = List.copyOf(heard);
        heard.clear();
        return all;
    }

    public void forget() {
        heard.clear();
    }

    /** {@code CODE reason} of the close frame; null while it is open. */
    public @Nullable String closed() {
        return closed;
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    @Override
    public Loop loop() {
        return cluster.loop();
    }

    @Override
    public void send(ServerFrame frame) {
        hear(cluster.codec().encode(frame));
    }

    @Override
    public void send(Wire wire) {
        ((TestCluster.Messages) wire).messages().forEach(this::hear);
    }

    @Override
    public void sendAtOnce(Wire wire) {
        send(wire);
    }

    private void hear(byte[] message) {
        if (closed == null) {
            heard.add(new String(message, UTF_8));
        }
    }

    @Override
    public void close(CloseCode code, String reason) {
        if (closed == null) {
            closed = code.code() + " " + reason;
        }
    }
}
