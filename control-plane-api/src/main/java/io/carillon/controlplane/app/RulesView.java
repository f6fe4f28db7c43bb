package io.carillon.controlplane.app;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * All channel rules of an app, as the management API shows them.
 *
 * @param rules in the order in which they are tried: the first that matches a channel's name applies
 * @param version of the app
 */
@Serdeable
public record RulesView(List<Rule> rules, long version) {}
