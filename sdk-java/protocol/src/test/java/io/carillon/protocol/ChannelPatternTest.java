package io.carillon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChannelPatternTest {

    @ParameterizedTest
    @CsvSource({
        "*, lobby, true",
        "lobby, lobby, true",
        "lobby, lobby2, false",
        "lobby, lobb, false",
        "private-chat-*, private-chat-7, true",
        "private-chat-*, private-chat-, true",
        "private-chat-*, private-chat, false",
        "private-chat-*, presence-private-chat-7, false",
        "*-7, private-chat-7, true",
        "*-7, private-chat-70, false",
        "*-7, private-7-7, true",
        "private-*-room-*, private-eu-room-1, true",
        "private-*-room-*, private-eu-rooms, false",
        "a*b*c, abbbbc, true",
        "a*b*c, ac, false",
        "**, lobby, true",
        "LOBBY*, lobby, false",
    })
    void a_star_stands_for_any_run_of_letters(String pattern, String name, boolean matches) {
        assertThat(ChannelPattern.of(pattern).matches(ChannelName.of(name))).isEqualTo(matches);
    }

    @Test
    void users_channels_can_be_meant_too() {
        var pattern = ChannelPattern.of("#server-to-user-*");

        assertThat(pattern.matches(ChannelName.serverToUser(UserId.of("7")))).isTrue();
        assertThat(pattern.matches(ChannelName.of("lobby"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a?", "#other-*", "ü*", "*********"})
    void what_no_channel_could_match_is_refused(String text) {
        assertThatThrownBy(() -> ChannelPattern.of(text))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        refused -> assertThat(refused.code()).isEqualTo("channel_pattern_invalid"));
    }

    @Test
    void a_pattern_of_many_stars_is_decided_at_once() {
        var pattern = ChannelPattern.of("a*a*a*a*a*a*a*a*b");

        assertThat(pattern.matches(ChannelName.of("a".repeat(200)))).isFalse();
    }
}
