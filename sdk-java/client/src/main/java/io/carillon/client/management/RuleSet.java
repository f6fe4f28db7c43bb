package io.carillon.client.management;

import io.carillon.client.json.Json;
import java.util.List;

/**
 * All channel rules of an app.
 *
 * @param rules in the order in which they are tried: the first that matches a channel's name applies
 * @param version of the app
 */
public record RuleSet(List<Rule> rules, long version) {

    public RuleSet {
        rules = List.copyOf(rules);
    }

    static RuleSet of(Json json) {
        return new RuleSet(json.require("rules").items().stream().map(Rule::of).toList(), json.integer("version"));
    }
}
