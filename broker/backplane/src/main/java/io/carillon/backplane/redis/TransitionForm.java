package io.carillon.backplane.redis;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Transition;
import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.UserId;
import java.nio.charset.StandardCharsets;

/** How a transition looks in Redis: see {@code part_webhooks.lua}, which writes it. */
final class TransitionForm {

    private static final char VERSION = '1';

    private TransitionForm() {}

    /** Throws {@link MalformedException} for what no script of ours wrote. */
    static Transition read(String id, byte[] bytes) {
        var fields = new Fields.Reader(bytes, 0);
        if (fields.mark() != VERSION) {
            throw new MalformedException("its version is unknown");
        }
        try {
            Transition transition = read(fields.mark(), idOf(id), fields);
            fields.end();
            return transition;
        } catch (InvalidValueException e) {
            throw new MalformedException(
                    "a value in it is invalid: " + e.getClass().getSimpleName());
        }
    }

    private static Transition read(char kind, Transition.Id id, Fields.Reader fields) {
        long time = fields.number();
        var channel = new AppChannel(AppId.of(fields.text()), ChannelName.of(fields.text()));
        return switch (kind) {
            case 'O' -> new Transition.ChannelOccupied(id, channel, time);
            case 'V' -> new Transition.ChannelVacated(id, channel, time);
            case 'A' -> new Transition.MemberAdded(id, channel, time, UserId.of(fields.text()));
            case 'R' -> new Transition.MemberRemoved(id, channel, time, UserId.of(fields.text()));
            default -> throw new MalformedException("its kind is unknown");
        };
    }

    /** Redis's own names of what is in a stream. */
    private static Transition.Id idOf(String id) {
        var parts = new Fields.Reader((id + " ").getBytes(StandardCharsets.US_ASCII), 0);
        return new Transition.Id(parts.numberUpTo('-'), parts.numberUpTo(' '));
    }
}
