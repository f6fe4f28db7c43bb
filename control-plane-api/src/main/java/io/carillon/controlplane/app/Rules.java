package io.carillon.controlplane.app;

import io.carillon.controlplane.management.Fields;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** All channel rules of an app, in the order in which they are tried. */
@Serdeable
public record Rules(List<Rule> rules) {

    public Rules {
        rules = List.copyOf(Fields.required("rules", rules));
    }
}
