package io.carillon.broker.channel;

import io.carillon.backplane.Envelope;
import io.carillon.backplane.HistoryStore.HistoryRead;
import io.carillon.backplane.Position;
import io.carillon.backplane.Standing;
import io.carillon.backplane.Standing.Arrival;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.Member;
import io.carillon.protocol.frame.ServerFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What comes to this node for one channel, in the order of the channel's stream: passed on as it comes, or kept while it is
 * being asked what was missed. Any thread may call. Broadcasts are passed on within the monitor, so that none overtakes another;
 * nobody who has it asks the backplane anything.
 */
final class Intake {

    // Only while the backplane is asked; what is beyond this is asked for again.
    private static final int MOST_KEPT = 10_000;

    private final ChannelName name;
    private final Consumer<Broadcast> subscribers;
    private final @Nullable Told told;

    // Up to here every event was passed on, and up to there every member.
    private @Nullable Position reached;
    private @Nullable Position rosterReached;
    private @Nullable List<Broadcast> kept;
    private boolean overflowed;

    /** @param subscribers where broadcasts go */
    Intake(ChannelName name, Consumer<Broadcast> subscribers) {
        this.name = name;
        this.subscribers = subscribers;
        this.told = name.type().hasMembers() ? new Told() : null;
    }

    /** Takes the next of the channel's stream. */
    synchronized void take(Broadcast broadcast) {
        List<Broadcast> waiting = kept;
        if (waiting == null) {
            pass(broadcast);
        } else if (waiting.size() < MOST_KEPT) {
            waiting.add(broadcast);
        } else {
            overflowed = true;
        }
    }

    /** Passes it on, unless it was had before it came: what is read from the history may still be on its way here. */
    private void pass(Broadcast broadcast) {
        if (broadcast.isCoveredBy(broadcast.isOfMember() ? rosterReached : reached)) {
            return;
        }
        Position position = broadcast.position();
        if (position != null) {
            reached = position;
        }
        if (told == null || told.isNews(broadcast)) {
            subscribers.accept(broadcast);
        }
    }

    /** From here on the node gets everything. What has come by now may be behind it already. */
    synchronized void begin(Position position) {
        if (reached == null) {
            reached = position;
        }
    }

    /** As {@link #begin(Position)}, where members are announced: these are there. */
    synchronized void begin(List<Member> roster, Position position) {
        begin(position);
        if (told != null) {
            told.begin(roster, position);
        }
    }

    /** Keeps what comes from now on. */
    synchronized void hold() {
        if (kept == null) {
            kept = new ArrayList<>();
            overflowed = false;
        }
    }

    /** Passes on what was kept, with whatever is missing before it: what was missed could not be had now. */
    synchronized void release() {
        List<Broadcast> waiting = kept;
        kept = null;
        if (waiting != null) {
            waiting.forEach(this::pass);
        }
    }

    /** Behind which position something may have been missed; null if nothing can have been. */
    synchronized @Nullable Position missedBehind(Standing standing) {
        Position known = reached;
        if (known == null || known.equals(standing.position())) {
            return null;
        }
        // Nothing of another life of the stream was ever heard here.
        return known.epoch() == standing.position().epoch()
                ? known
                : new Position(standing.position().epoch(), 0);
    }

    /**
     * Passes on what was missed, then what was kept.
     *
     * @param read what the channel's history has of it; null if nothing was asked for
     * @return what came of it
     */
    synchronized Mended resume(Standing standing, @Nullable HistoryRead read) {
        List<Broadcast> waiting = kept == null ? List.of() : kept;
        kept = null;
        // What the end of another life of the stream held, nobody can tell.
        boolean incomplete = overflowed || read instanceof HistoryRead.Gap || isOfAnotherLife(standing);
        List<Broadcast> missed = untold(standing);
        int events = addEvents(read, missed);
        missed.sort(Comparator.comparingLong(Intake::offset));
        missed.forEach(subscribers);
        rosterReached = standing.position();
        if (read instanceof HistoryRead.Events replayed) {
            reached = replayed.upTo();
        } else if (read instanceof HistoryRead.Gap) {
            // What was kept is all that can be had of it.
            reached = null;
        } else {
            reached = standing.position();
        }
        waiting.forEach(this::pass);
        if (reached == null) {
            reached = standing.position();
        }
        return new Mended(events, incomplete, told != null && !told.missing().isEmpty());
    }

    private boolean isOfAnotherLife(Standing standing) {
        return reached != null && reached.epoch() != standing.position().epoch();
    }

    private List<Broadcast> untold(Standing standing) {
        List<Broadcast> untold = new ArrayList<>();
        if (told != null) {
            for (Arrival arrival : told.compare(standing)) {
                var added =
                        new Broadcast(new ServerFrame.MemberAdded(name, arrival.member()), arrival.position(), null);
                told.isNews(added);
                untold.add(added);
            }
        }
        return untold;
    }

    private static long offset(Broadcast broadcast) {
        Position position = broadcast.position();
        return position == null ? 0 : position.offset();
    }

    private int addEvents(@Nullable HistoryRead read, List<Broadcast> missed) {
        int events = 0;
        if (read instanceof HistoryRead.Events replayed) {
            for (Envelope envelope : replayed.events()) {
                if (envelope instanceof Envelope.Event event) {
                    missed.add(Broadcast.of(event));
                    events++;
                }
            }
        }
        return events;
    }

    /** Who was missing and is not there now has gone. */
    synchronized void confirm(Standing standing) {
        if (told != null) {
            told.confirm(standing)
                    .forEach(user -> take(new Broadcast(new ServerFrame.MemberRemoved(name, user), null, null)));
        }
    }

    /** Members who are still there for all that anybody was told, though the channel does not have them. */
    synchronized List<Member> missing() {
        return told == null ? List.of() : told.missing();
    }

    /**
     * What came of asking for what was missed.
     *
     * @param events how many events were passed on late
     * @param incomplete whether some were not to be had
     * @param membersMissing whether members of whom the subscribers were told are not there
     */
    record Mended(int events, boolean incomplete, boolean membersMissing) {}
}
