package io.carillon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ChannelNameTest {

    @TestFactory
    Stream<DynamicTest> reads_names_as_the_vectors_say() {
        return Vectors.test("channel-names.json", vector -> {
            String text = Vectors.text(vector, "text");
            if (vector.has("code")) {
                var refusal = catchThrowableOfType(InvalidValueException.class, () -> ChannelName.of(text));
                assertThat(refusal.code()).isEqualTo(Vectors.text(vector, "code"));
                assertThat(refusal).hasMessageContaining(InvalidValueException.quote(text));
            } else {
                ChannelName name = ChannelName.of(text);
                assertThat(name.value()).isEqualTo(text).isEqualTo(name.toString());
                assertThat(name.type()).isEqualTo(type(vector, "type"));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> every_type_is_what_the_vectors_say() {
        return Vectors.test("channel-types.json", vector -> {
            ChannelType type = type(vector, "name");
            assertThat(type.needsAuthorization())
                    .isEqualTo(vector.get("needs_authorization").booleanValue());
            assertThat(type.hasMembers()).isEqualTo(vector.get("has_members").booleanValue());
            assertThat(type.isCached()).isEqualTo(vector.get("cached").booleanValue());
            assertThat(type.isEncrypted()).isEqualTo(vector.get("encrypted").booleanValue());
            assertThat(type.allowsClientEvents())
                    .isEqualTo(vector.get("allows_client_events").booleanValue());
            assertThat(type.announcesSubscriptionCount())
                    .isEqualTo(vector.get("announces_subscription_count").booleanValue());
        });
    }

    @Test
    void no_type_is_without_vectors() {
        assertThat(Vectors.in("channel-types.json").map(vector -> type(vector, "name")))
                .containsExactlyInAnyOrder(ChannelType.values());
        assertThat(Vectors.in("channel-names.json")
                        .filter(vector -> vector.has("type"))
                        .map(vector -> type(vector, "type")))
                .contains(ChannelType.values());
    }

    @Test
    void a_user_is_reached_on_the_channel_of_that_user() {
        ChannelName name = ChannelName.serverToUser(UserId.of("ann@example.com"));

        assertThat(name).isEqualTo(ChannelName.of("#server-to-user-ann@example.com"));
        assertThat(name.type()).isEqualTo(ChannelType.SERVER_TO_USER);
        assertThat(name.user()).isEqualTo(UserId.of("ann@example.com"));
    }

    @TestFactory
    Stream<DynamicTest> only_a_user_whose_id_could_be_a_channel_name_is_reached() {
        return Vectors.test("user-ids.json", vector -> {
            if (vector.has("code")) {
                return;
            }
            UserId user = UserId.of(Vectors.text(vector, "text"));
            if (vector.get("reachable").booleanValue()) {
                assertThat(ChannelName.serverToUser(user).user()).isEqualTo(user);
            } else {
                assertThatThrownBy(() -> ChannelName.serverToUser(user))
                        .isInstanceOfSatisfying(
                                InvalidValueException.class,
                                refusal -> assertThat(refusal.code()).isEqualTo("user_id_invalid"));
            }
        });
    }

    @Test
    void other_channels_are_nobodys() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ChannelName.of("private-x").user())
                .withMessage("private-x is nobody's channel");
    }

    @Test
    void names_are_ordered_as_text() {
        assertThat(Stream.of("b", "private-a", "a").map(ChannelName::of).sorted())
                .containsExactly(ChannelName.of("a"), ChannelName.of("b"), ChannelName.of("private-a"));
    }

    private static ChannelType type(JsonNode vector, String key) {
        return ChannelType.valueOf(Vectors.text(vector, key).toUpperCase(Locale.ROOT));
    }
}
