package io.carillon.backplane.redis;

import io.carillon.backplane.seal.Vault;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What all processes of a cluster must have alike, as the first of them put it down in Redis. */
final class Charter {

    private static final System.Logger LOG = System.getLogger(Charter.class.getName());

    private final RedisLink link;
    private final Keys keys;
    private final Vault vault;

    Charter(RedisLink link, Keys keys, Vault vault) {
        this.link = link;
        this.keys = keys;
        this.vault = vault;
    }

    /**
     * Compares, and puts down what is not there yet.
     *
     * @throws io.carillon.backplane.BackplaneUnavailableException if Redis does not answer
     * @throws MasterKeyMismatchException if the others seal with a master key that is not here
     * @throws IllegalStateException if the others have another number of shards
     */
    void check() {
        try {
            agreed().join();
        } catch (CompletionException e) {
            throw Stages.unwrapped(e) instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Puts it down again where Redis may have lost it: the next process that starts is to be compared with those that run. */
    void restate() {
        var unused = agreed().exceptionally(failure -> {
            LOG.log(
                    Level.ERROR,
                    "after Redis lost what it held: {0}",
                    Stages.unwrapped(failure).getMessage());
            return null;
        });
    }

    private CompletableFuture<Void> agreed() {
        return link.run(Call.of(Script.SHARDS, List.of(keys.shardCount()), keys.shards()))
                .thenAccept(answer -> compareShards(answer.count(0)))
                .thenCompose(alike -> link.run(Call.of(
                        Script.MASTER_KEY,
                        List.of(keys.masterKey()),
                        vault.keyIds().toArray())))
                .thenAccept(answer -> compareKeys(answer.text(0)));
    }

    private void compareShards(int there) {
        if (there != keys.shards()) {
            throw new IllegalStateException("the cluster of Redis prefix " + keys.prefix() + " has " + there
                    + " shards, and this process wants " + keys.shards()
                    + "; give it the same number, or another prefix");
        }
    }

    private void compareKeys(String there) {
        if (!vault.keyIds().contains(there)) {
            throw new MasterKeyMismatchException(keys.prefix(), there, vault.keyIds());
        }
    }
}
