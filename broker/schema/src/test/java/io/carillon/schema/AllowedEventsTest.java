package io.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.carillon.protocol.InvalidValueException;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AllowedEventsTest {

    @Test
    void a_name_comes_before_patterns_and_patterns_come_in_their_order() {
        AllowedEvents events = AllowedEvents.of("""
                {"*-secret": false, "client-*": {"type":"object"}, "client-typing": true, "client-m*": {"type":"string"}}""");

        assertThat(complaint(events, "client-typing", "7")).isEqualTo("none");
        assertThat(complaint(events, "client-move", "7")).isEqualTo("must be object, and is number");
        assertThat(complaint(events, "client-move", "{}")).isEqualTo("none");
        assertThat(events.ruleOf("client-secret")).isNull();
        assertThat(events.ruleOf("score")).isNull();
        assertThat(events.names()).isEqualTo("client-*, client-typing, client-m*");
    }

    @Test
    void a_name_may_be_refused_though_a_pattern_takes_it() {
        AllowedEvents events = AllowedEvents.of("{\"client-*\":true,\"client-a\":false}");

        assertThat(events.ruleOf("client-a")).isNull();
        assertThat(events.ruleOf("client-b")).isNotNull();
    }

    @Test
    void an_empty_map_takes_nothing() {
        assertThat(AllowedEvents.of("{}").ruleOf("client-a")).isNull();
        assertThat(AllowedEvents.of("{}").names()).isEqualTo("none");
    }

    @Test
    void what_was_checked_before_is_read_again_without_a_look_at_its_schemas() {
        String text = "{\"client-a\":{\"type\":\"string\"},\"client-b\":{\"newer\":1}}";
        AllowedEvents events = AllowedEvents.kept(text);

        assertThat(events.text()).isEqualTo(text);
        assertThat(complaint(events, "client-a", "7")).isEqualTo("must be string, and is number");
        assertThat(complaint(events, "client-b", "7"))
                .isEqualTo("cannot be checked: this server does not know the schema's /newer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                              | event_rules_invalid   | it is not an object",
                "{\"a\":true} x                  | event_rules_invalid   | cannot be read",
                "{\"a\":true,\"a\":true}         | event_rules_invalid   | a name stands twice in one object",
                "{\"\":true}                     | event_pattern_invalid | it has 0 characters",
                "{\"*********\":true}            | event_pattern_invalid | it has 9 stars",
                "{\"client-a\":1}                | event_schema_invalid  | 'client-a' cannot be used: must be a schema",
                "{\"a\":{\"items\":{\"type\":7}}} | event_schema_invalid  | 'a' cannot be used: /items/type must be a list",
            })
    void what_cannot_be_is_refused_with_the_place(String text, String code, String why) {
        assertThatThrownBy(() -> AllowedEvents.of(text))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code))
                .hasMessageContaining(why);
    }

    @Test
    void there_are_at_most_a_hundred_events_in_64_kB() {
        assertThatThrownBy(() -> AllowedEvents.of(IntStream.rangeClosed(0, 100)
                        .mapToObj(i -> "\"e" + i + "\":true")
                        .collect(Collectors.joining(",", "{", "}"))))
                .hasMessageContaining("names 101 events; at most 100");
        assertThatThrownBy(() -> AllowedEvents.of("{\"a\":true" + " ".repeat(65_536) + "}"))
                .hasMessageContaining("at most 65536 are allowed");
    }

    @Test
    void schemas_are_cut_out_of_a_long_text_where_they_stand() {
        String long15k = "\"title\":\"" + "\u00e9 \\\" x".repeat(2_000) + "\"";
        AllowedEvents events = AllowedEvents.kept("{\"a\":{" + long15k + "}, \"b\" : {" + long15k
                + ",\"type\":\"string\"} ,\"c\":{" + long15k + "},\"d\":{\"type\":\"array\"}}");

        assertThat(complaint(events, "a", "7")).isEqualTo("none");
        assertThat(complaint(events, "b", "7")).isEqualTo("must be string, and is number");
        assertThat(complaint(events, "c", "7")).isEqualTo("none");
        assertThat(complaint(events, "d", "7")).isEqualTo("must be array, and is number");
    }

    @Test
    void the_names_that_people_are_told_are_cut() {
        String many = IntStream.range(0, 50)
                .mapToObj(i -> "\"client-event-" + i + "\n\":true".replace("\n", "\\n"))
                .collect(Collectors.joining(",", "{", "}"));

        assertThat(AllowedEvents.kept(many).names())
                .hasSize(200)
                .startsWith("client-event-0?, client-event-1?")
                .endsWith("...");
    }

    @Test
    void what_is_allowed_without_a_schema_costs_no_memory_and_with_one_no_more_than_its_value() {
        AllowedEvents events = AllowedEvents.of("""
                {"client-typing":true,"client-move":{"required":["x"]},"score*":true}""");
        String data = "{\"x\":1,\"y\":2}";

        assertThat(allocated(() -> complain(events, "client-typing", data))).isZero();
        assertThat(allocated(() -> complain(events, "score-changed", data))).isZero();
        assertThat(allocated(() -> complain(events, "client-move", data))).isBetween(1L, 4_096L);
    }

    private static @Nullable Complaint complain(AllowedEvents events, String event, String data) {
        DataRule rule = events.ruleOf(event);
        return rule == null ? Complaint.ofAll("not taken") : rule.complaintAbout(data);
    }

    /** Bytes for each of a hundred thousand checks; what the virtual machine itself needs is far less than one. */
    private static long allocated(Runnable check) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        for (int i = 0; i < 20_000; i++) {
            check.run();
        }
        long before = threads.getThreadAllocatedBytes(self);
        for (int i = 0; i < 100_000; i++) {
            check.run();
        }
        return (threads.getThreadAllocatedBytes(self) - before) / 100_000;
    }

    private static String complaint(AllowedEvents events, String event, String data) {
        DataRule rule = events.ruleOf(event);
        if (rule == null) {
            return "not taken";
        }
        Complaint complaint = rule.complaintAbout(data);
        return complaint == null ? "none" : complaint.toString();
    }
}
