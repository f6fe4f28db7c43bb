package io.carillon.backplane.redis;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Envelope;
import io.carillon.backplane.HistoryStore;
import io.carillon.backplane.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What channels keep, in each channel's list and hash. */
final class RedisHistoryStore implements HistoryStore {

    private final Shards shards;

    RedisHistoryStore(Shards shards) {
        this.shards = shards;
    }

    @Override
    public CompletionStage<Optional<CachedEvent>> lastEvent(AppChannel channel) {
        return Stages.of(shards.inChannel(Script.LAST_EVENT, channel, List.of()), RedisHistoryStore::lastEvent);
    }

    @Override
    public CompletionStage<HistoryRead> since(AppChannel channel, Position position, int limit) {
        return Stages.of(
                shards.inChannel(
                        Script.SINCE, channel, List.of(), position.epoch(), position.offset(), Math.max(0, limit)),
                RedisHistoryStore::historyRead);
    }

    private static Optional<CachedEvent> lastEvent(Answer answer) {
        if (answer.size() == 0) {
            return Optional.empty();
        }
        Position position = answer.position(1);
        Duration left = Duration.ofMillis(answer.number(3));
        return EnvelopeForm.read(answer.bytes(0), 0, position) instanceof Envelope.Event event
                ? Optional.of(new CachedEvent(event.event(), event.data(), position, left))
                : Optional.empty();
    }

    private static HistoryRead historyRead(Answer answer) {
        Position position = answer.position(1);
        if (answer.says("gap")) {
            return new HistoryRead.Gap(position);
        }
        List<Envelope> events = new ArrayList<>();
        for (int i = 3; i < answer.size(); i += 2) {
            var at = new Position(position.epoch(), answer.number(i));
            Envelope event = EnvelopeForm.read(answer.bytes(i + 1), 0, at);
            if (event != null) {
                events.add(event);
            }
        }
        return new HistoryRead.Events(events, position);
    }
}
