package io.carillon.acceptance.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.pusher.rest.Pusher;
import com.pusher.rest.data.Event;
import com.pusher.rest.data.Result;
import io.carillon.acceptance.server.Carillon;
import io.carillon.acceptance.server.CarillonServer;
import io.carillon.acceptance.server.RunningJar;
import io.carillon.acceptance.wire.RawClient;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** pusher-http-java, which escapes what others send as it is. */
@ExtendWith(CarillonServer.class)
final class PusherHttpJavaIT {

    private final Carillon carillon;
    private final Pusher pusher;

    PusherHttpJavaIT(Carillon carillon) {
        this.carillon = carillon;
        this.pusher = backend(carillon.jar());
    }

    /** A backend of the first app's owner. */
    static Pusher backend(RunningJar jar) {
        var pusher = new Pusher(
                RunningJar.APP_ID,
                RunningJar.APP_KEY,
                RunningJar.APP_SECRET,
                Base64.getEncoder().encodeToString(new byte[32]));
        pusher.setHost(jar.host() + ":" + jar.port());
        return pusher;
    }

    @Test
    void trigger_on_one_channel_and_on_a_hundred() {
        RawClient alice = carillon.connect();
        List<String> channels =
                IntStream.range(0, 100).mapToObj(i -> carillon.unique("n")).toList();
        alice.isSubscribedTo(channels.get(0));
        alice.isSubscribedTo(channels.get(99));

        succeeds(pusher.trigger(channels, "x", Map.of("a", "ü")), "{}");

        String data = "\"data\":\"{\\\"a\\\":\\\"ü\\\"}\"}";
        alice.hearsOneOf(
                "{\"event\":\"x\",\"channel\":\"" + channels.get(0) + "\"," + data,
                "{\"event\":\"x\",\"channel\":\"" + channels.get(99) + "\"," + data);
        alice.hearsOneOf(
                "{\"event\":\"x\",\"channel\":\"" + channels.get(0) + "\"," + data,
                "{\"event\":\"x\",\"channel\":\"" + channels.get(99) + "\"," + data);
    }

    @Test
    void trigger_past_a_socket() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("except");
        alice.isSubscribedTo(channel);

        succeeds(pusher.trigger(channel, "x", "1", alice.socketId()), "{}");

        alice.hearsNothingMore();
    }

    @Test
    void trigger_a_batch() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("batch");
        alice.isSubscribedTo(channel);

        succeeds(
                pusher.trigger(List.of(new Event(channel, "one", 1), new Event(channel, "two", Map.of("n", 2)))), "{}");

        alice.hears("{\"event\":\"one\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");
        alice.hears("{\"event\":\"two\",\"channel\":\"" + channel + "\",\"data\":\"{\\\"n\\\":2}\"}");
    }

    @Test
    void get_channels_with_a_prefix_full_of_signs() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("presence-a;b,c=@.");
        alice.joins(channel, "{\"user_id\":\"1\"}");

        succeeds(
                pusher.get("/channels", Map.of("filter_by_prefix", channel, "info", "user_count,subscription_count")),
                "{\"channels\":{\"" + channel + "\":{\"user_count\":1,\"subscription_count\":1}}}");
    }

    @Test
    void get_a_channel_and_its_users() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("presence-a;b,c=@.");
        alice.joins(channel, "{\"user_id\":1}");

        succeeds(pusher.get("/channels/" + channel), "{\"occupied\":true}");
        succeeds(pusher.get("/channels/" + channel + "/users"), "{\"users\":[{\"id\":\"1\"}]}");
        succeeds(pusher.get("/channels/nobody-here"), "{\"occupied\":false}");
    }

    @Test
    void terminate_the_connections_of_a_user() {
        RawClient alice = carillon.connect();
        String user = carillon.unique("user");
        alice.isSignedIn("{\"id\":\"" + user + "\"}");

        succeeds(pusher.post("/users/" + user + "/terminate_connections", "{}"), "{}");

        alice.isRefusedWith(4009);
    }

    @Test
    void refusals_are_told_apart() {
        var stranger = new Pusher(RunningJar.APP_ID, RunningJar.APP_KEY, "not the secret");
        stranger.setHost(carillon.jar().host() + ":" + carillon.jar().port());

        assertThat(stranger.trigger("a", "x", "").getStatus()).isEqualTo(Result.Status.AUTHENTICATION_ERROR);
        assertThat(pusher.trigger("a", "x", "x".repeat(10_241)).getHttpStatus()).isEqualTo(413);
        assertThat(pusher.get("/channels", Map.of("info", "user_count")).getStatus())
                .isEqualTo(Result.Status.CLIENT_ERROR);
        assertThat(pusher.get("/nothing").getStatus()).isEqualTo(Result.Status.NOT_FOUND);
    }

    private static void succeeds(Result result, String body) {
        assertThat(result.getStatus()).as(result.getMessage()).isEqualTo(Result.Status.SUCCESS);
        assertThat(result.getHttpStatus()).isEqualTo(200);
        assertThat(RawClient.json(result.getMessage())).isEqualTo(RawClient.json(body));
    }
}
