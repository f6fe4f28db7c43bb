package io.carillon.token.key;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Where the keys of one issuer come from. */
public interface KeySource {

    /**
     * The issuer's keys, complete at once wherever they are known. May be called from any thread and never holds it. Fails with
     * {@link KeysUnavailableException}.
     *
     * @param wanted the name of the key that is looked for; null for whichever there is. A name that is not known may be reason to
     *     look whether the issuer has new keys.
     */
    CompletionStage<KeySet> keys(@Nullable String wanted);

    /** A source of keys that never change. */
    static KeySource of(KeySet keys) {
        return wanted -> CompletableFuture.completedStage(keys);
    }
}
