package io.carillon.backplane.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Envelope;
import io.carillon.backplane.Position;
import io.carillon.backplane.Publication;
import io.carillon.backplane.Retention;
import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

/** What travels through Redis comes out as it went in, and what never went in does not come out. */
final class EnvelopeFormPropertiesTest {

    private static final AppChannel ROOM = new AppChannel(AppId.of("1"), ChannelName.of("presence-room"));

    @Property(tries = 200)
    void an_event_comes_out_as_it_went_in(
            @ForAll @StringLength(max = 60) String event,
            @ForAll @StringLength(max = 200) String data,
            @ForAll boolean excepted) {
        String clean = wellFormed(data);
        SocketId except = excepted ? SocketId.of("1.2") : null;
        UserId user = excepted ? UserId.of("ann: \u00e9") : null;

        byte[] bytes =
                EnvelopeForm.event(new Publication(ROOM, wellFormed(event), clean, except, user, Retention.NONE, null));

        assertThat(EnvelopeForm.read(bytes, 0, new Position(7, 3)))
                .isEqualTo(new Envelope.Event(ROOM, new Position(7, 3), wellFormed(event), clean, except, user));
    }

    @Property(tries = 500)
    void what_no_node_wrote_is_malformed_and_nothing_worse(@ForAll byte[] bytes) {
        byte[] versioned = bytes.clone();
        if (versioned.length > 0) {
            versioned[0] = '1';
        }

        assertThat(isReadOrMalformed(bytes)).isTrue();
        assertThat(isReadOrMalformed(versioned)).isTrue();
    }

    @Property(tries = 500)
    void a_message_that_was_cut_or_changed_is_malformed_and_nothing_worse(@ForAll int place, @ForAll byte change) {
        byte[] event = EnvelopeForm.event(
                new Publication(ROOM, "news", "{\"n\":1}", null, UserId.of("ann"), Retention.NONE, null));
        byte[] message = ("11 1 7 3 " + new String(event, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        byte[] changed = message.clone();
        changed[Math.floorMod(place, changed.length)] = change;

        assertThat(isReadOrMalformed(changed)).isTrue();
        assertThat(isReadOrMalformed(Arrays.copyOf(message, Math.floorMod(place, message.length))))
                .isTrue();
    }

    private static boolean isReadOrMalformed(byte[] bytes) {
        try {
            return LaneMessage.read(bytes).epoch() >= 0;
        } catch (MalformedException e) {
            return true;
        }
    }

    /** Half a surrogate pair has no UTF-8, and no JSON parser lets it through. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
