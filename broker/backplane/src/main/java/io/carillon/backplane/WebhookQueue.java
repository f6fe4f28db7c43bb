package io.carillon.backplane;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What became of channels and members, queued for the app's servers in the very step that made it so.
 *
 * <p>Queued is what a step with {@link News#webhooks} does: the channel is occupied when it gets a subscriber and had none, and
 * vacated when its last is gone; a member is added or removed exactly where that is announced to the channel. Whoever was
 * connected to a node that died is there until the burial: a channel is vacated by it once, or not at all, if somebody came
 * elsewhere in the meantime. A node that stays on the route without subscribers does not keep a channel occupied. Of one
 * channel, occupied and vacated take turns, and so do added and removed of one member; around a change of the app's settings
 * one of a pair may be missing. Users' own channels ({@code #server-to-user-}) are not told of.
 *
 * <p>Channels are divided into shards, always in the same way. A shard is with one reader at a time, so that whoever has a
 * transition also gets what follows in the same channel:
 *
 * <ul>
 *   <li>A reader gets the transitions of a shard in their order, each once, as long as it says of each that it is done before
 *       its patience is over. The shard is free for others when all that was claimed in it is done.
 *   <li>If one is not done in time, the next claimant, whoever it is, gets all of the shard that is not done, from the oldest
 *       on. So each is handed out at least once, and may be more often: one who goes on when its patience is over works at
 *       the same time as its successor.
 *   <li>Nothing is kept for ever: of a shard that is not read the newest {@value #MOST_WAITING} are kept, and those before are
 *       lost and counted. What the nodes share may itself be lost, if Redis is, and the queue with it.
 * </ul>
 */
public interface WebhookQueue {

    /**
     * How many of one shard are kept. More than what is queued at once when a node dies with 20,000 members of one channel.
     */
    int MOST_WAITING = 25_000;

    /**
     * Gives out some of what is queued and neither done nor given out. Each channel's are in their order.
     *
     * @param reader who asks
     * @param limit the greatest number from any one shard
     * @param patience how long it may take until those given out now are done
     * @return nothing, if there is nothing, or others are at work at it
     */
    CompletionStage<List<Transition>> claim(Reader reader, int limit, Duration patience);

    /** These have been dealt with and are forgotten, whoever claimed them last. Those that are forgotten already change nothing. */
    CompletionStage<Void> done(Collection<Transition> transitions);

    /** How much is queued. */
    CompletionStage<Backlog> backlog();

    /**
     * One run of one reader.
     *
     * @param name what no other run of a reader has
     */
    record Reader(String name) {

        public Reader {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a reader needs a name");
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * How much is queued, over all shards.
     *
     * @param waiting transitions that are not done, given out or not
     * @param lost transitions that had to make room before they were done, since the cluster began
     */
    record Backlog(long waiting, long lost) {}
}
