package io.carillon.client.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.client.auth.Authorizer;
import io.carillon.client.auth.User;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.frame.ServerFrame.ChannelEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventListenersTest {

    private static final ChannelName ORDERS = ChannelName.of("orders");
    private static final ChannelEvent CREATED = new ChannelEvent(ORDERS, "created", "{\"id\":7}", null);

    @Test
    void a_method_is_given_what_it_takes_in_its_own_order() throws Exception {
        var signature = signature(void.class, ChannelName.class, Map.class, ChannelEvent.class);

        assertThat(signature.value()).hasValue(1);
        assertThat(signature.arguments(CREATED, json -> "read " + json))
                .containsExactly(ORDERS, "read {\"id\":7}", CREATED);
        assertThat(signature(void.class, String.class).arguments(CREATED, json -> "nobody asks"))
                .containsExactly("{\"id\":7}");
        assertThat(signature(void.class, String.class).value()).isEmpty();
        assertThat(signature(void.class).arguments(CREATED, json -> "nobody asks"))
                .isEmpty();
    }

    @Test
    void a_method_that_nothing_can_be_given_to_is_refused_in_its_authors_words() {
        assertThatThrownBy(() -> signature(void.class, String.class, Map.class))
                .isInstanceOfSatisfying(
                        InvalidValueException.class, e -> assertThat(e.code()).isEqualTo("listener_invalid"))
                .hasMessageStartingWith("The method Orders.created cannot hear events: it takes Map as well.");
        assertThatThrownBy(() -> signature(void.class, ChannelEvent.class, ChannelEvent.class))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> signature(int.class, String.class))
                .hasMessage(
                        "The method Orders.created cannot hear events: it returns int, which nobody would take: let it be void.");
    }

    @Test
    void names_of_events_are_checked_when_the_app_starts() {
        listener("");
        listener("created");
        listener("pusher:subscription_succeeded");
        assertThatThrownBy(() -> listener("pusher_internal:x")).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void a_server_signs_for_its_own_connection() {
        var authorizer = new Authorizer("278d425bdf160c739803", "7ad3773142a6692b25b8");
        SocketId socket = SocketId.of("1234.1234");

        // The example of Pusher's documentation.
        assertThat(new SelfAuthorization(authorizer, null)
                        .authorize(socket, ChannelName.of("private-foobar"))
                        .join()
                        .auth())
                .isEqualTo("278d425bdf160c739803:58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4");
        var ann = new SelfAuthorization(authorizer, User.of("ann"));
        assertThat(ann.authorize(socket, ChannelName.of("presence-room")).join().channelData())
                .isEqualTo("{\"user_id\":\"ann\"}");
        assertThat(ann.authenticate(socket).join().userData()).isEqualTo("{\"id\":\"ann\"}");
        assertThatThrownBy(() -> new SelfAuthorization(authorizer, null).authenticate(socket))
                .isInstanceOf(IllegalStateException.class);
    }

    private static void listener(String event) {
        new EventListener("m", ORDERS, event, signature(void.class), json -> json, arguments -> {});
    }

    private static ListenerSignature signature(Class<?> returned, Class<?>... parameters) {
        return ListenerSignature.of("Orders.created", List.of(parameters), returned);
    }
}
