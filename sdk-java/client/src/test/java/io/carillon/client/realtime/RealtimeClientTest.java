package io.carillon.client.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.client.CarillonException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RealtimeClientTest {

    @Test
    void what_is_asked_of_a_closed_client_fails() {
        failsAtOnce(RealtimeClient::connectAsync);
        failsAtOnce(RealtimeClient::signinAsync);
    }

    private static void failsAtOnce(Function<RealtimeClient, CompletableFuture<?>> question) {
        RealtimeClient client =
                RealtimeClient.builder().server("ws://127.0.0.1:1").key("KEY").build();
        client.close();

        CompletableFuture<?> answer = question.apply(client);

        assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        CarillonException.class, why -> assertThat(why.code()).isEqualTo("closed"));
    }
}
