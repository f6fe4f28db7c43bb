package io.carillon.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.Member;
import io.carillon.protocol.UserId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignedJsonPropertiesTest {

    @Test
    void what_is_told_about_a_member_stays_to_the_letter() {
        assertThat(SignedJson.member("{\"user_info\": {\"n\" : 1.50, \"\\u00e4\":\"\\/\"} , \"user_id\": \"7\"}"))
                .isEqualTo(new Member(UserId.of("7"), "{\"n\" : 1.50, \"\\u00e4\":\"\\/\"}"));
    }

    @Test
    void any_json_may_be_told_about_a_member() {
        assertThat(SignedJson.member("{\"user_id\":1,\"user_info\":\"a \\\"b\\\"\"}")
                        .info())
                .isEqualTo("\"a \\\"b\\\"\"");
        assertThat(SignedJson.member("{\"user_id\":1,\"user_info\":[1, 2]}").info())
                .isEqualTo("[1, 2]");
        assertThat(SignedJson.member("{\"user_id\":1,\"user_info\":17}").info()).isEqualTo("17");
        assertThat(SignedJson.member("{\"user_id\":1,\"user_info\": true }").info())
                .isEqualTo("true");
        assertThat(SignedJson.member("{\"user_id\":1,\"user_info\":null}").info())
                .isEqualTo("{}");
        assertThat(SignedJson.member("{\"user_id\":1,\"user_info\":\"\u00e4\uD83D\uDE00\",\"x\":1}")
                        .info())
                .isEqualTo("\"\u00e4\uD83D\uDE00\"");
    }

    @Test
    void a_watchlist_is_read_in_its_order() {
        assertThat(SignedJson.user("{\"id\":\"a\",\"watchlist\":[\"c\",2,\"b\"]}")
                        .watchlist())
                .containsExactly(UserId.of("c"), UserId.of("2"), UserId.of("b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "[]",
                "{",
                "{}",
                "{\"user_id\":null}",
                "{\"user_id\":true}",
                "{\"user_id\":\"\"}",
                "{\"user_id\":{}}",
                "{\"user_id\":\"1\"} x",
                "{\"user_id\":\"1\"}{}",
                "{\"user_id\":\"1\",}",
                "nul"
            })
    void what_names_no_member_is_refused_with_an_example(String text) {
        assertThatThrownBy(() -> SignedJson.member(text)).isInstanceOf(InvalidValueException.class);
    }

    @Property(tries = 2000)
    void nothing_but_the_named_refusal_comes_out(@ForAll String text) {
        try {
            SignedJson.member(text);
            SignedJson.user(text);
        } catch (InvalidValueException named) {
            assertThat(named.code()).isNotEmpty();
        }
    }

    @Property(tries = 2000)
    void nor_for_what_looks_like_a_member(@ForAll String id, @ForAll String info) {
        String text = "{\"user_id\":\"" + id + "\",\"user_info\":" + info + "}";
        try {
            SignedJson.member(text);
        } catch (InvalidValueException named) {
            assertThat(named.code()).isNotEmpty();
        }
    }
}
