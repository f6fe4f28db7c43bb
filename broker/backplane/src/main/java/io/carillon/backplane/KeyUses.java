package io.carillon.backplane;

import io.carillon.protocol.AppId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * When, from where and with which library each key was last used, whichever process saw it. Kept for {@link #KEPT} after any of
 * the app's keys was used, and of one app the {@value #MOST_KEYS} keys used last.
 */
public interface KeyUses {

    int MOST_KEYS = 200;

    Duration KEPT = Duration.ofDays(400);

    /** Keys were used. Of each the latest use is kept, in whatever order they are told. */
    CompletionStage<Void> used(Collection<KeyUse> uses);

    /** The latest use of each of the app's keys that was used, the latest first. */
    CompletionStage<List<KeyUse>> lastUses(AppId app);
}
