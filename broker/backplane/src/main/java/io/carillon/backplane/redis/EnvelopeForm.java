package io.carillon.backplane.redis;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Envelope;
import io.carillon.backplane.Position;
import io.carillon.backplane.Publication;
import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import org.jspecify.annotations.Nullable;

/**
 * How an envelope looks in Redis: a letter for its kind, then {@link Fields}, app and channel first. The position is not in
 * it, because the script that takes the position is given it ready-made. Nothing is ever read as an object of Java.
 */
final class EnvelopeForm {

    private static final char EVENT = 'E';
    private static final char TERMINATE = 'T';

    private EnvelopeForm() {}

    static byte[] event(Publication publication) {
        return begin(EVENT, publication.channel())
                .add(publication.event())
                .add(publication.data())
                .add(publication.except())
                .add(publication.user())
                .bytes();
    }

    static byte[] terminate(AppChannel channel) {
        return begin(TERMINATE, channel).bytes();
    }

    /** Reads what is there from the given byte to the end; null if it is a canary. Throws {@link MalformedException}. */
    static @Nullable Envelope read(byte[] bytes, int from, Position position) {
        var fields = new Fields.Reader(bytes, from);
        char kind = fields.mark();
        try {
            Envelope envelope = kind == 'K' ? null : read(kind, fields, position);
            fields.end();
            return envelope;
        } catch (InvalidValueException e) {
            throw new MalformedException(
                    "a value in it is invalid: " + e.getClass().getSimpleName());
        }
    }

    private static Envelope read(char kind, Fields.Reader fields, Position position) {
        var channel = new AppChannel(AppId.of(fields.text()), ChannelName.of(fields.text()));
        return switch (kind) {
            case EVENT -> event(channel, position, fields);
            case 'A' ->
                new Envelope.MemberAdded(channel, position, new Member(UserId.of(fields.text()), fields.text()));
            case 'R' -> new Envelope.MemberRemoved(channel, position, UserId.of(fields.text()));
            case 'C' -> new Envelope.CountChanged(channel, fields.count());
            case 'U' -> new Envelope.UserTurned(channel, position, fields.flag());
            case TERMINATE -> new Envelope.Terminate(channel);
            default -> throw new MalformedException("its kind is unknown");
        };
    }

    private static Envelope.Event event(AppChannel channel, Position position, Fields.Reader fields) {
        String event = fields.text();
        String data = fields.text();
        String except = fields.optional();
        String user = fields.optional();
        return new Envelope.Event(
                channel,
                position.equals(Position.NOWHERE) ? null : position,
                event,
                data,
                except == null ? null : SocketId.of(except),
                user == null ? null : UserId.of(user));
    }

    private static Fields.Writer begin(char kind, AppChannel channel) {
        return new Fields.Writer(kind).add(channel.app()).add(channel.name());
    }
}
