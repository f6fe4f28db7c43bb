package io.carillon.backplane.redis;

import io.carillon.backplane.BackplaneUnavailableException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.BatchOptions;
import org.redisson.api.RBatch;
import org.redisson.api.RScript;
import org.redisson.api.RScriptAsync;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisAuthRequiredException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisWrongPasswordException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** The way on which a process asks Redis: scripts, as many at once as there are. May be used by any thread. */
final class RedisLink implements AutoCloseable {

    /** How long an answer may take. After that it is not known whether the step happened. */
    static final Duration PATIENCE = Duration.ofSeconds(RedisBackplane.SECONDS_OF_PATIENCE);

    // Redisson keeps the time itself; should it ever lose a batch, the shard must not wait for it for ever.
    private static final Duration LAST_RESORT = PATIENCE.plusSeconds(2);

    private static final String UNKNOWN_SCRIPT = "NOSCRIPT";

    private final RedissonClient redisson;
    private final LaneKind lanes;
    private final String where;
    private final Queue<UnderWay> underWay = new ConcurrentLinkedQueue<>();

    private RedisLink(RedissonClient redisson, LaneKind lanes, String where) {
        this.redisson = redisson;
        this.lanes = lanes;
        this.where = where;
    }

    /**
     * Connects.
     *
     * @throws BackplaneUnavailableException if there is no Redis
     * @throws IllegalStateException if there is one that does not let us in, or that cannot prove who it is
     * @throws IllegalArgumentException if the authority by which it is to prove that cannot be read
     */
    static RedisLink to(RedisSettings settings) {
        String where = settings.servers().text();
        Config config = RedissonSetup.of(settings);
        try {
            var link = new RedisLink(Redisson.create(config), RedissonSetup.lanesOf(settings), where);
            link.loadScripts().join();
            return link;
        } catch (RuntimeException e) {
            throw refusedOrUnreachable(where, e);
        }
    }

    /** In our own words: those of the libraries may repeat what they were given. */
    private static RuntimeException refusedOrUnreachable(String where, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisAuthRequiredException || says(cause, "NOAUTH")) {
                return new IllegalStateException(
                        "Redis at " + where + " wants a password; give the one it was set up with");
            }
            if (cause instanceof RedisWrongPasswordException || says(cause, "WRONGPASS") || says(cause, "NOPERM")) {
                return new IllegalStateException("Redis at " + where
                        + " refuses this user or password, or does not let the user do what is needed");
            }
            if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
                return new IllegalStateException("Redis at " + where
                        + " does not prove who it is: its certificate is for another name, or of an authority that is not"
                        + " trusted here; name that authority's file");
            }
        }
        return new BackplaneUnavailableException("Redis cannot be reached at " + where, failure);
    }

    private static boolean says(Throwable cause, String word) {
        return cause.getMessage() != null && cause.getMessage().contains(word);
    }

    /** Which kind of channel the lanes are there. */
    LaneKind lanes() {
        return lanes;
    }

    /** Runs one script. */
    CompletableFuture<Answer> run(Call call) {
        return run(List.of(call)).get(0);
    }

    /** Runs scripts in one pipeline; those of one shard are run in the order given. Each has a stage of its own. */
    List<CompletableFuture<Answer>> run(List<Call> calls) {
        List<CompletableFuture<Answer>> stages = new ArrayList<>(calls.size());
        calls.forEach(call -> stages.add(new CompletableFuture<>()));
        send(calls, stages, true);
        return stages;
    }

    /** Runs scripts in one pipeline, and fails if one of them fails. */
    CompletableFuture<List<Answer>> runAll(List<Call> calls) {
        List<CompletableFuture<Answer>> stages = run(calls);
        return CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new))
                .thenApply(done -> stages.stream().map(CompletableFuture::join).toList());
    }

    @Override
    public void close() {
        redisson.shutdown(0, 1, TimeUnit.SECONDS);
    }

    private void send(List<Call> calls, List<CompletableFuture<Answer>> stages, boolean mayLoad) {
        RBatch batch = redisson.createBatch(BatchOptions.defaults());
        RScriptAsync scripts = batch.getScript(ByteArrayCodec.INSTANCE);
        List<CompletableFuture<List<Object>>> answers = new ArrayList<>(calls.size());
        CompletableFuture<?> whole;
        try {
            for (Call call : calls) {
                answers.add(scripts.<List<Object>>evalShaAsync(
                                call.slot(),
                                RScript.Mode.READ_WRITE,
                                call.script().sha1(lanes),
                                RScript.ReturnType.LIST,
                                call.keys(),
                                call.args().toArray())
                        .toCompletableFuture());
            }
            whole = batch.executeAsync().toCompletableFuture();
        } catch (RuntimeException e) {
            stages.forEach(stage -> stage.completeExceptionally(unavailable(e)));
            return;
        }
        CompletableFuture<?> known = whole.thenApply(results -> results);
        underWay.add(new UnderWay(System.nanoTime() + LAST_RESORT.toNanos(), known));
        var unused = known.handle((results, failure) -> {
            settle(calls, stages, answers, failure, mayLoad);
            return null;
        });
    }

    /** Gives up batches that Redisson has lost, if it ever does; called every second or so. A timer for each would cost more than the batch. */
    void giveUpOverdue() {
        long now = System.nanoTime();
        for (UnderWay oldest = underWay.peek();
                oldest != null && (oldest.stage().isDone() || now - oldest.deadline() > 0);
                oldest = underWay.peek()) {
            underWay.remove(oldest);
            oldest.stage().completeExceptionally(new RedisException("no answer came"));
        }
    }

    private void settle(
            List<Call> calls,
            List<CompletableFuture<Answer>> stages,
            List<CompletableFuture<List<Object>>> answers,
            @Nullable Throwable failure,
            boolean mayLoad) {
        List<Call> again = new ArrayList<>(0);
        List<CompletableFuture<Answer>> stillOpen = new ArrayList<>(0);
        for (int i = 0; i < calls.size(); i++) {
            CompletableFuture<List<Object>> answer = answers.get(i);
            CompletableFuture<Answer> stage = stages.get(i);
            if (answer.isDone() && !answer.isCompletedExceptionally()) {
                stage.complete(new Answer(answer.join()));
                continue;
            }
            Throwable cause = answer.isDone() ? failureOf(answer) : failure;
            if (mayLoad && isUnknownScript(cause)) {
                again.add(calls.get(i));
                stillOpen.add(stage);
            } else {
                stage.completeExceptionally(unavailable(cause));
            }
        }
        if (!again.isEmpty()) {
            var unused = loadScripts().handle((loaded, loadFailure) -> {
                send(again, stillOpen, false);
                return null;
            });
        }
    }

    /** A Redis that was restarted knows no scripts. All are loaded together, so that they are never known in part. */
    private CompletableFuture<Void> loadScripts() {
        var scripts = redisson.getScript(StringCodec.INSTANCE);
        List<CompletableFuture<?>> loads = new ArrayList<>();
        for (Script script : Script.values()) {
            loads.add(scripts.scriptLoadAsync(script.text(lanes)).toCompletableFuture());
        }
        return CompletableFuture.allOf(loads.toArray(CompletableFuture[]::new));
    }

    private BackplaneUnavailableException unavailable(@Nullable Throwable cause) {
        Throwable known = cause == null ? new RedisException("no answer came") : cause;
        return new BackplaneUnavailableException(
                "Redis at " + where + " did not do a step: " + known.getMessage(), known);
    }

    private static @Nullable Throwable failureOf(CompletableFuture<?> stage) {
        return stage.handle((value, failure) -> failure).join();
    }

    private static boolean isUnknownScript(@Nullable Throwable cause) {
        return cause != null && cause.getMessage() != null && cause.getMessage().contains(UNKNOWN_SCRIPT);
    }

    /** A batch whose answers are awaited until the deadline, which is later for each that follows. */
    private record UnderWay(long deadline, CompletableFuture<?> stage) {}
}
