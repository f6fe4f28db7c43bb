package io.carillon.controlplane.publish;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of an event as a publisher wrote them, none of them checked yet; null where a field was not there. */
final class EventFields {
    @Nullable
    String name;

    @Nullable
    String data;

    @Nullable
    String socketId;

    @Nullable
    String info;

    @Nullable
    String idempotencyKey;

    final List<String> channels = new ArrayList<>(1);
}
