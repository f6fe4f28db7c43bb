package io.carillon.controlplane.management;

import io.carillon.backplane.seal.Vault;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.secret.Texts;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.signature.Secret;
import io.micronaut.http.HttpRequest;
import io.micronaut.serde.ObjectMapper;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Makes what is asked for once, however often it is asked for with the same {@code Idempotency-Key}: a repetition within a day gets
 * the first answer again.
 */
@Singleton
public class Repetitions {

    private static final String HEADER = "Idempotency-Key";
    private static final int LONGEST_KEY = 128;
    private static final Duration REMEMBERED_FOR = Duration.ofDays(1);

    private final RepetitionRows rows;
    private final ObjectMapper json;
    private final Vault vault;
    private final InstantSource clock;

    Repetitions(RepetitionRows rows, ObjectMapper json, Vault vault, InstantSource clock) {
        this.rows = rows;
        this.json = json;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * The answer to a request that makes something. What is made and the memory of it are one transaction.
     *
     * @param body what was asked for; a repetition must ask for the same
     * @throws io.carillon.controlplane.problem.Refusal {@code idempotency_key_reused} if the key stands for another request
     */
    @Transactional
    public <T> T once(HttpRequest<?> request, Caller caller, Object body, Class<T> type, Supplier<T> make) {
        String key = request.getHeaders().get(HEADER);
        if (key == null) {
            return make.get();
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new InvalidValueException(
                    "idempotency_key_invalid", HEADER + " must have 1 to " + LONGEST_KEY + " characters.");
        }
        String id = Texts.digest(caller.actor().kind() + "\n" + caller.actor().id() + "\n" + key);
        String fingerprint = Texts.digest(request.getMethodName() + "\n" + request.getPath() + "\n" + text(body));
        rows.deleteByCreatedAtBefore(clock.instant().minus(REMEMBERED_FOR));
        RepetitionRow known = rows.findById(id).orElse(null);
        if (known != null) {
            return repeated(known, fingerprint, type);
        }
        // First, so that of two at once the second waits here, fails, and finds the answer when it asks again.
        rows.save(new RepetitionRow(id, fingerprint, null, clock.instant()));
        T made = make.get();
        rows.update(new RepetitionRow(id, fingerprint, vault.seal(Secret.of(text(made)), label(id)), clock.instant()));
        return made;
    }

    private <T> T repeated(RepetitionRow known, String fingerprint, Class<T> type) {
        String answer = known.sealedAnswer();
        if (answer == null || !known.fingerprint().equals(fingerprint)) {
            throw Problem.IDEMPOTENCY_KEY_REUSED.because(
                    "The " + HEADER
                            + " stands for another request already, so this one was not carried out. Use a new key for each new request.");
        }
        try {
            return json.readValue(vault.open(answer, label(known.id())).reveal(), type);
        } catch (IOException e) {
            throw new UncheckedIOException("an answer that was written is read", e);
        }
    }

    static String label(String id) {
        return "answer:" + id;
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException("what came as JSON is JSON", e);
        }
    }
}
