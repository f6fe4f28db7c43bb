package io.carillon.backplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.protocol.ChannelName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChannelPrefixTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "private-chat-7               | private-chat-",
                "private-chat-room-7          | private-chat-",
                "lobby                        | lobby",
                "room12                       | room",
                "presence-room12              | presence-room",
                "presence-cache-score.live    | presence-cache-score.",
                "private-encrypted-cache-a_b  | private-encrypted-cache-a_",
                "cache-news                   | cache-news",
                "user;7                       | user;",
                "mail,x                       | mail,",
                "a=b                          | a=",
                "ann@home                     | ann@",
                "-x                           | -",
                "private-7                    | private-",
                "private-                     | private-",
                "12345                        | \"\"",
                "#server-to-user-7            | #server-to-user-",
                "#server-to-user-ann          | #server-to-user-",
            })
    void a_channel_is_counted_under_its_type_and_its_first_word(String channel, String prefix) {
        assertThat(ChannelPrefix.of(ChannelName.of(channel)).text()).isEqualTo(prefix);
    }

    @Test
    void a_name_that_is_one_long_word_is_cut() {
        assertThat(ChannelPrefix.of(ChannelName.of("a".repeat(200))).text()).isEqualTo("a".repeat(80));
        assertThatThrownBy(() -> new ChannelPrefix("a".repeat(81))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void no_channel_is_counted_under_what_stands_for_the_rest_by_its_name() {
        assertThatThrownBy(() -> ChannelName.of(ChannelPrefix.REST.text()))
                .hasMessageContaining("Invalid channel name");
    }
}
