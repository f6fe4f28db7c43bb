package io.carillon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ValuesTest {

    @TestFactory
    Stream<DynamicTest> event_names() {
        return values("event-names.json", EventName::of);
    }

    @TestFactory
    Stream<DynamicTest> socket_ids() {
        return values("socket-ids.json", SocketId::of);
    }

    @TestFactory
    Stream<DynamicTest> user_ids() {
        return values("user-ids.json", UserId::of);
    }

    @TestFactory
    Stream<DynamicTest> app_keys() {
        return values("app-keys.json", AppKey::of);
    }

    @TestFactory
    Stream<DynamicTest> app_ids() {
        return values("app-ids.json", AppId::of);
    }

    private static Stream<DynamicTest> values(String file, Function<String, Object> read) {
        return Vectors.test(file, vector -> {
            String text = Vectors.text(vector, "text");
            if (vector.has("code")) {
                var refusal = catchThrowableOfType(InvalidValueException.class, () -> read.apply(text));
                assertThat(refusal.code()).isEqualTo(Vectors.text(vector, "code"));
                assertThat(refusal.getMessage()).matches("[ -~]+");
            } else {
                assertThat(read.apply(text)).hasToString(text).isEqualTo(read.apply(text));
            }
        });
    }

    @Test
    void only_the_prefix_makes_a_client_event() {
        assertThat(EventName.of("client-typing").isClientEvent()).isTrue();
        assertThat(EventName.of("client-").isClientEvent()).isTrue();
        assertThat(EventName.of("client").isClientEvent()).isFalse();
        assertThat(EventName.of("my-client-typing").isClientEvent()).isFalse();
        assertThat(EventName.of("Client-typing").isClientEvent()).isFalse();
    }

    @Test
    void of_a_member_without_info_nothing_is_told() {
        assertThat(Member.of("1")).isEqualTo(new Member(UserId.of("1"), "{}"));
    }

    @Test
    void a_quoted_text_cannot_break_a_line_or_a_console() {
        assertThat(InvalidValueException.quote("a\r\n\u001b[31mb\u00e9\u2028")).isEqualTo("'a???[31mb??'");
        assertThat(InvalidValueException.quote("x".repeat(64))).isEqualTo("'" + "x".repeat(64) + "'");
        assertThat(InvalidValueException.quote("x".repeat(65))).isEqualTo("'" + "x".repeat(64) + "...'");
    }

    @Test
    void a_refusal_costs_no_stack_trace() {
        assertThat(new InvalidValueException("some_code", "A sentence.").getStackTrace())
                .isEmpty();
    }
}
