package io.carillon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.signature.AuthString;
import io.carillon.protocol.signature.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ValuesPropertiesTest {

    private enum Kind {
        CHANNEL_NAME(ChannelName::of),
        EVENT_NAME(EventName::of),
        SOCKET_ID(SocketId::of),
        USER_ID(UserId::of),
        APP_KEY(AppKey::of),
        APP_ID(AppId::of);

        private final Function<String, Object> reader;

        Kind(Function<String, Object> reader) {
            this.reader = reader;
        }

        Object read(String text) {
            return reader.apply(text);
        }

        boolean accepts(String text) {
            try {
                return read(text).toString().equals(text);
            } catch (InvalidValueException refusal) {
                return false;
            }
        }
    }

    @Property
    void any_text_is_a_value_that_prints_as_that_text_or_a_refusal_in_words(
            @ForAll("texts") String text, @ForAll Kind kind) {
        Object value;
        try {
            value = kind.read(text);
        } catch (InvalidValueException refusal) {
            assertThat(refusal.code()).matches("[a-z]+(_[a-z]+)+");
            assertThat(refusal.getMessage()).matches("[ -~]{10,400}");
            return;
        }
        assertThat(value).hasToString(text);
        assertThat(kind.read(value.toString())).isEqualTo(value).hasSameHashCodeAs(value);
    }

    @Property
    void a_channel_name_is_one_exactly_if_it_has_the_form(@ForAll("texts") String text) {
        boolean hasForm = text.length() <= 200
                && (Pattern.matches("[-a-zA-Z0-9_=@,.;]+", text)
                        || Pattern.matches("#server-to-user-[-a-zA-Z0-9_=@,.;|:+/~!$&'()]{1,128}", text));

        assertThat(Kind.CHANNEL_NAME.accepts(text)).isEqualTo(hasForm);
    }

    @Property
    void a_socket_id_is_one_exactly_if_it_has_the_form(@ForAll("texts") String text) {
        assertThat(Kind.SOCKET_ID.accepts(text))
                .isEqualTo(text.length() <= 64 && Pattern.matches("[0-9]+[.][0-9]+", text));
    }

    @Property
    void the_longest_prefix_decides_the_type(@ForAll("channelNames") String text) {
        ChannelType longest = ChannelType.PUBLIC;
        for (ChannelType type : ChannelType.values()) {
            if (text.startsWith(type.prefix())
                    && type.prefix().length() > longest.prefix().length()) {
                longest = type;
            }
        }

        assertThat(ChannelName.of(text).type()).isEqualTo(longest);
    }

    @Property
    void any_auth_is_read_back_as_it_came_or_refused_in_words(@ForAll("texts") String text) {
        try {
            assertThat(AuthString.of(text).value()).isEqualTo(text);
        } catch (InvalidValueException refusal) {
            assertThat(refusal.code()).isIn("auth_invalid", "app_key_invalid");
        }
    }

    @Property
    void a_reason_fits_and_is_cut_no_sooner_than_it_must_and_never_within_a_character(
            @ForAll("reasons") String reason) {
        String fit = CloseCode.fitReason(reason);

        assertThat(reason).startsWith(fit);
        assertThat(bytes(fit)).isLessThanOrEqualTo(123);
        if (!fit.equals(reason)) {
            int next = reason.codePointAt(fit.length());
            assertThat(bytes(fit + Character.toString(next))).isGreaterThan(123);
            assertThat(Character.isLowSurrogate(reason.charAt(fit.length()))
                            && Character.isHighSurrogate(reason.charAt(fit.length() - 1)))
                    .isFalse();
        }
    }

    @Property
    void a_secret_prints_nothing_of_itself(@ForAll("secrets") String text) {
        Secret secret = Secret.of(text);

        assertThat(secret.toString()).isEqualTo("Secret[hidden]");
        assertThat(String.valueOf(Map.of("secret", secret))).isEqualTo("{secret=Secret[hidden]}");
        assertThat(secret.reveal()).isEqualTo(text);
    }

    /** Anything, and often something that is nearly right. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> starts = Arbitraries.of(
                "",
                "#",
                "#server-to-user-",
                "private-",
                "presence-cache-",
                "pusher:",
                "client-",
                "1234.",
                ".5",
                "key:");
        Arbitrary<String> rests = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(30),
                Arbitraries.strings().ascii().ofMaxLength(210),
                Arbitraries.strings().withChars("abzAZ019_-=@,.;").ofMaxLength(210),
                Arbitraries.strings().numeric().withChars('.').ofMaxLength(70));
        Arbitrary<String> ends = Arbitraries.of("", "", "\n", "\0", ":", " ");
        return Combinators.combine(starts, rests, ends).as((start, rest, end) -> start + rest + end);
    }

    @Provide
    Arbitrary<String> channelNames() {
        Arbitrary<String> prefixes =
                Arbitraries.of("", "private-", "presence-", "cache-", "encrypted-", "private-encrypted-cache-", "x-");
        return Combinators.combine(
                        prefixes,
                        prefixes,
                        Arbitraries.strings().withChars("ab-_=@,.;").ofLength(5))
                .as((first, second, rest) -> first + second + rest);
    }

    @Provide
    Arbitrary<String> reasons() {
        return Arbitraries.oneOf(
                        Arbitraries.of("x", "\u00e9", "\u4e16", "\ud83d\ude00", "\ud83d", "\ude00"),
                        Arbitraries.strings().ofLength(1))
                .list()
                .ofMaxSize(200)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings().ofMinLength(1).ofMaxLength(200);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
