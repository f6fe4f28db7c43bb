package io.carillon.backplane.redis;

import io.carillon.backplane.KeyUse;
import io.carillon.backplane.KeyUses;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** When keys were last used, in the shards of their apps. */
final class RedisKeyUses implements KeyUses {

    private static final String NONE = "-";

    private final Shards shards;
    private final Keys keys;

    RedisKeyUses(Shards shards) {
        this.shards = shards;
        this.keys = shards.keys();
    }

    @Override
    public CompletionStage<Void> used(Collection<KeyUse> uses) {
        Map<AppId, List<Object>> byApp = new HashMap<>();
        for (KeyUse use : uses) {
            List<Object> args =
                    byApp.computeIfAbsent(use.app(), app -> new ArrayList<>(List.of(MOST_KEYS, KEPT.toMillis())));
            args.add(use.key());
            args.add(use.at().toEpochMilli());
            args.add(orElse(use.address(), NONE));
            args.add(orElse(use.library(), ""));
        }
        List<Call> calls = new ArrayList<>();
        byApp.forEach((app, args) -> calls.add(Call.of(Script.KEY_USED, List.of(keys.keyUses(app)), args.toArray())));
        return calls.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : Stages.done(shards.link().runAll(calls));
    }

    @Override
    public CompletionStage<List<KeyUse>> lastUses(AppId app) {
        return Stages.of(
                shards.link().run(Call.of(Script.KEY_USES, List.of(keys.keyUses(app)))),
                answer -> answer.pairs().entrySet().stream()
                        .map(entry -> use(app, AppKey.of(entry.getKey()), entry.getValue()))
                        .sorted(Comparator.comparing(KeyUse::at).reversed())
                        .toList());
    }

    private static KeyUse use(AppId app, AppKey key, String text) {
        String[] parts = text.split(" ", 3);
        return new KeyUse(
                app,
                key,
                Instant.ofEpochMilli(Long.parseLong(parts[0])),
                parts[1].equals(NONE) ? null : parts[1],
                parts[2]);
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
