package io.carillon.controlplane.management;

import io.carillon.controlplane.seal.SealedColumn;
import java.util.List;

/** Which answers are kept sealed. */
public final class AnswerSeals {

    private AnswerSeals() {}

    /** Those that are given again to who repeats a request within a day. */
    public static List<SealedColumn> columns() {
        return List.of(
                new SealedColumn("answers", "idempotency_keys", "id", "sealed_answer", Repetitions.label(""), null));
    }
}
