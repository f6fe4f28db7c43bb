package io.carillon.backplane.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Transition;
import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a script queued is read, and what none queued is malformed and nothing worse. */
final class TransitionFormPropertiesTest {

    private static final AppChannel ROOM = new AppChannel(AppId.of("1"), ChannelName.of("presence-room"));
    private static final String ADDED = "1A13:17670000000001:113:presence-room3:ann";

    @Example
    void a_member_who_was_added_is_read() {
        assertThat(TransitionForm.read("1767000000005-3", bytes(ADDED)))
                .isEqualTo(new Transition.MemberAdded(
                        new Transition.Id(1_767_000_000_005L, 3), ROOM, 1_767_000_000_000L, UserId.of("ann")));
    }

    @Example
    void another_version_and_another_kind_are_malformed() {
        assertThatThrownBy(() -> TransitionForm.read("1-1", bytes("2" + ADDED.substring(1))))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("version");
        assertThatThrownBy(() -> TransitionForm.read("1-1", bytes("1Z" + ADDED.substring(2))))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("kind");
    }

    @Property(tries = 500)
    void what_no_script_wrote_is_malformed_and_nothing_worse(@ForAll byte[] bytes) {
        assertThat(isReadOrMalformed(bytes)).isTrue();
    }

    @Property(tries = 500)
    void what_was_cut_or_changed_is_malformed_and_nothing_worse(@ForAll int place, @ForAll byte change) {
        byte[] changed = bytes(ADDED);
        changed[Math.floorMod(place, changed.length)] = change;

        assertThat(isReadOrMalformed(changed)).isTrue();
        assertThat(isReadOrMalformed(Arrays.copyOf(bytes(ADDED), Math.floorMod(place, ADDED.length()))))
                .isTrue();
    }

    private static boolean isReadOrMalformed(byte[] bytes) {
        try {
            return TransitionForm.read("1-1", bytes).timeMillis() != Long.MIN_VALUE;
        } catch (MalformedException e) {
            return true;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
