package io.carillon.faults.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.faults.history.Entry;
import io.carillon.faults.history.History;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One Pusher client, which does what pusher-js would: it comes back according to the close code, and subscribes again to what it had.
 * What it does and hears goes into the history.
 *
 * <p>Any thread may call; all state belongs to the client's event loop, on which the connections of its whole life are.
 */
// What becomes of a write is told by the connection's end, and a timer's work has no result to wait for.
@SuppressWarnings("FutureReturnValueIgnored")
public final class Client {

    private static final long PAUSE_MILLIS = 1_000;
    /** Whoever waits for longer than this waits for ever, and the scenario must end. */
    private static final long LONGEST_WAIT_SECONDS = 120;

    private static final int ABNORMAL = 1006;
    private static final int UNAVAILABLE = 503;

    /** A channel that the client wants, and who waits for it. */
    private record Wish(@Nullable String user, CompletableFuture<Client> granted) {}

    private final Crowd crowd;
    private final History history;
    private final String name;
    private final Route route;
    private final boolean attentive;
    private final EventLoop loop;
    private final CompletableFuture<Client> greeted = new CompletableFuture<>();

    private final Map<String, Wish> wishes = new LinkedHashMap<>();
    private final Set<String> held = new HashSet<>();
    private @Nullable Channel connection;
    private Route.@Nullable Stop stop;
    private @Nullable String socketId;
    private boolean reading = true;
    private boolean hungUp;
    private WhenLost whenLost = WhenLost.AS_PUSHER_JS;

    private enum WhenLost {
        AS_PUSHER_JS,
        HURRY,
        QUIT
    }

    Client(Crowd crowd, String name, Route route, boolean attentive) {
        this.crowd = crowd;
        this.history = crowd.history();
        this.name = name;
        this.route = route;
        this.attentive = attentive;
        this.loop = crowd.nextLoop();
    }

    public String name() {
        return name;
    }

    /** Connects, and goes on trying. Completes when the client is greeted for the first time. */
    public CompletableFuture<Client> connect() {
        loop.execute(this::dial);
        return greeted.orTimeout(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Wants a public or private channel from now on. Completes when it has it for the first time. */
    public CompletableFuture<Client> subscribe(String channel) {
        return wish(channel, null);
    }

    /** Wants to be in a presence channel as a user from now on. Completes when it is for the first time. */
    public CompletableFuture<Client> join(String channel, String user) {
        return wish(channel, user);
    }

    /** Wants a channel no more. */
    public void leave(String channel) {
        loop.execute(() -> {
            wishes.remove(channel);
            if (held.remove(channel) || socketId != null) {
                history.add(new Entry.Unsubscribed(System.nanoTime(), name, channel));
                send("pusher:unsubscribe", data -> data.put("channel", channel));
            }
        });
    }

    /**
     * Sends a client event, if it is subscribed; nothing is written down otherwise.
     *
     * @param id which the others will find in its data
     */
    public void say(String channel, String event, String id) {
        loop.execute(() -> {
            Channel open = connection;
            if (open == null || !held.contains(channel)) {
                return;
            }
            ObjectNode frame = Crowd.JSON.createObjectNode();
            frame.put("event", event).put("channel", channel).putObject("data").put("id", id);
            history.add(new Entry.Said(System.nanoTime(), name, channel, id));
            open.writeAndFlush(new TextWebSocketFrame(frame.toString()));
        });
    }

    /** Closes as a page does that is left, and does not come back. Completes when the connection is gone. */
    public CompletableFuture<Void> hangUp() {
        var gone = new CompletableFuture<Void>();
        loop.execute(() -> {
            hungUp = true;
            Channel open = connection;
            if (open == null) {
                gone.complete(null);
                return;
            }
            lost(1000, "", true);
            open.writeAndFlush(new CloseWebSocketFrame(1000, ""))
                    .addListener(sent -> open.close().addListener(closed -> gone.complete(null)));
        });
        return gone;
    }

    /** From now on it comes back at once if its connection is lost without a word, where pusher-js would wait for a second. */
    public void hurryWhenLost() {
        loop.execute(() -> whenLost = WhenLost.HURRY);
    }

    /** From now on it does not come back if its connection is lost, as somebody who has gone away meanwhile. */
    public void quitWhenLost() {
        loop.execute(() -> whenLost = WhenLost.QUIT);
    }

    /** Stops reading, so that what is sent to it piles up elsewhere; or goes on. */
    public void setReading(boolean read) {
        loop.execute(() -> {
            reading = read;
            if (connection != null) {
                connection.config().setAutoRead(read);
            }
        });
    }

    /** Whether it is connected and has all that it wants. */
    public CompletableFuture<Boolean> hasAll() {
        var answer = new CompletableFuture<Boolean>();
        loop.execute(() -> answer.complete(socketId != null && held.containsAll(wishes.keySet())));
        return answer;
    }

    @Override
    public String toString() {
        return name;
    }

    private CompletableFuture<Client> wish(String channel, @Nullable String user) {
        var granted = new CompletableFuture<Client>().orTimeout(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        loop.execute(() -> {
            wishes.put(channel, new Wish(user, granted));
            if (socketId != null) {
                ask(channel);
            }
        });
        return granted;
    }

    // ---- on the event loop

    private void dial() {
        if (hungUp) {
            return;
        }
        Route.Stop next = route.next();
        stop = next;
        crowd.bootstrap(loop)
                .handler(new Connection(this, next.address(), crowd.app().key()))
                .connect(next.address().host(), next.address().port())
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        loop.schedule(this::dial, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                    }
                });
    }

    /** The handshake is done; the greeting is still to come. */
    void opened(Channel channel) {
        if (hungUp) {
            channel.close();
            return;
        }
        connection = channel;
        channel.config().setAutoRead(reading);
    }

    void heard(String text) {
        if (!attentive && text.startsWith("{\"event\":\"pusher_internal:member_")) {
            return;
        }
        long now = System.nanoTime();
        try {
            JsonNode frame = Crowd.JSON.readTree(text);
            String event = frame.path("event").asText();
            String channel = frame.path("channel").asText();
            JsonNode data = frame.path("data");
            switch (event) {
                case "pusher:connection_established" -> greeted(now, parsed(data));
                case "pusher_internal:subscription_succeeded" -> granted(now, channel, parsed(data));
                case "pusher:subscription_error" -> refused(now, channel, parsed(data));
                case "pusher_internal:member_added" ->
                    history.add(new Entry.MemberAdded(
                            now, name, channel, parsed(data).path("user_id").asText()));
                case "pusher_internal:member_removed" ->
                    history.add(new Entry.MemberRemoved(
                            now, name, channel, parsed(data).path("user_id").asText()));
                case "pusher:ping" -> send("pusher:pong", nothing -> {});
                case "pusher:error" ->
                    history.add(new Entry.Complaint(
                            now,
                            name,
                            data.path("code").asInt(),
                            data.path("message").asText()));
                default -> {
                    if (attentive && !event.startsWith("pusher")) {
                        history.add(new Entry.Heard(
                                now,
                                name,
                                channel,
                                event,
                                parsed(data).path("id").asText()));
                    }
                }
            }
        } catch (JsonProcessingException e) {
            history.add(new Entry.Complaint(now, name, 0, "not JSON: " + text));
        }
    }

    private void greeted(long now, JsonNode data) {
        String id = data.path("socket_id").asText();
        socketId = id;
        history.add(new Entry.Connected(now, name, node(), id));
        greeted.complete(this);
        List.copyOf(wishes.keySet()).forEach(this::ask);
    }

    private void ask(String channel) {
        Wish wish = wishes.get(channel);
        String socket = socketId;
        if (wish == null || socket == null) {
            return;
        }
        String channelData = wish.user() == null
                ? ""
                : Crowd.JSON.createObjectNode().put("user_id", wish.user()).toString();
        history.add(new Entry.Subscribing(System.nanoTime(), name, node(), channel, wish.user()));
        send("pusher:subscribe", data -> {
            data.put("channel", channel);
            if (channel.startsWith("private-") || channel.startsWith("presence-")) {
                data.put("auth", Signature.ofSubscription(crowd.app(), socket, channel, channelData));
            }
            if (!channelData.isEmpty()) {
                data.put("channel_data", channelData);
            }
        });
    }

    private void granted(long now, String channel, JsonNode data) {
        Wish wish = wishes.get(channel);
        if (wish == null) {
            return;
        }
        held.add(channel);
        history.add(new Entry.Subscribed(now, name, node(), channel, wish.user() == null ? null : roster(data)));
        wish.granted().complete(this);
    }

    /** Asks again after a pause if the platform says that it is its own fault, as an app would. */
    private void refused(long now, String channel, JsonNode data) {
        int status = data.path("status").asInt();
        history.add(
                new Entry.Refused(now, name, node(), channel, data.path("type").asText(), status));
        String socket = socketId;
        if (status == UNAVAILABLE) {
            loop.schedule(
                    () -> {
                        if (socket != null && socket.equals(socketId) && !held.contains(channel)) {
                            ask(channel);
                        }
                    },
                    PAUSE_MILLIS,
                    TimeUnit.MILLISECONDS);
            return;
        }
        Wish wish = wishes.get(channel);
        if (wish != null) {
            wish.granted()
                    .completeExceptionally(new IllegalStateException(name + " was refused " + channel + ": " + data));
        }
    }

    /** A connection has ended; one that we hung up has been written down already. */
    void closed(Channel channel, int code, String reason) {
        if (hungUp) {
            return;
        }
        if (channel == connection) {
            lost(code, reason, false);
        }
        if (whenLost == WhenLost.QUIT) {
            hungUp = true;
            return;
        }
        if (whenLost == WhenLost.HURRY) {
            dial();
            return;
        }
        switch (Reaction.to(code)) {
            case STAY_AWAY -> hungUp = true;
            case BACK_OFF -> loop.schedule(this::dial, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            case AT_ONCE -> dial();
        }
    }

    /** There was no close frame. */
    void cut(Channel channel) {
        closed(channel, ABNORMAL, "");
    }

    private void lost(int code, String reason, boolean byUs) {
        if (socketId == null && !byUs) {
            history.add(new Entry.TurnedAway(System.nanoTime(), name, node(), code, reason));
        } else {
            history.add(new Entry.Closed(System.nanoTime(), name, node(), code, reason, byUs));
        }
        connection = null;
        socketId = null;
        held.clear();
    }

    private void send(String event, Consumer<ObjectNode> fill) {
        Channel open = connection;
        if (open == null) {
            return;
        }
        ObjectNode frame = Crowd.JSON.createObjectNode();
        frame.put("event", event);
        fill.accept(frame.putObject("data"));
        open.writeAndFlush(new TextWebSocketFrame(frame.toString()));
    }

    private String node() {
        return stop == null ? "" : stop.node();
    }

    private static List<String> roster(JsonNode data) {
        List<String> users = new ArrayList<>();
        data.path("presence").path("ids").forEach(id -> users.add(id.asText()));
        return users;
    }

    /** Data is JSON inside a string, but for errors. */
    private static JsonNode parsed(JsonNode data) throws JsonProcessingException {
        return data.isTextual() ? Crowd.JSON.readTree(data.textValue()) : data;
    }
}
