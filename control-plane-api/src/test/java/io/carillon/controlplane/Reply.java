package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer as it came over the wire.
 *
 * @param headers by name in lower case
 */
record Reply(int status, Map<String, String> headers, String body) {

    /** A header of the answer; empty if there is none. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** It has this status. */
    Reply is(int expected) {
        assertThat(status).as(body).isEqualTo(expected);
        return this;
    }

    /** The first text field of this name in the body. */
    String field(String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(body);
        assertThat(matcher.find()).as(name + " in " + this).isTrue();
        return matcher.group(1);
    }

    /** It is 200 with exactly this JSON. */
    void isOk(String json) {
        assertThat(this.toString()).isEqualTo("200 " + json);
        assertThat(headers).containsEntry("content-type", "application/json");
    }

    /** It is 200, and its JSON has these words. */
    void isOkWith(String... words) {
        is(200);
        assertThat(body).contains(words);
    }

    /** It is refused with this status and code, in the form of all refusals, and the text has these words. */
    Reply isRefused(int status, String id, String... words) {
        assertThat(this.status).as(body).isEqualTo(status);
        assertThat(headers).containsEntry("content-type", "application/json");
        assertThat(body)
                .startsWith("{\"error\":\"")
                .endsWith("\",\"code\":" + status + ",\"id\":\"" + id + "\",\"docs\":\"/docs/errors#" + id + "\"}");
        for (String word : words) {
            assertThat(body).contains(word);
        }
        return this;
    }

    /** It is refused by the management API with this status and code, and the text has these words. */
    Reply isProblem(int status, String code, String... words) {
        assertThat(this.status).as(body).isEqualTo(status);
        assertThat(headers).containsEntry("content-type", "application/problem+json");
        assertThat(body)
                .startsWith("{\"type\":\"/docs/errors#" + code + "\",\"title\":\"")
                .contains(",\"status\":" + status + ",\"detail\":\"")
                .endsWith("\",\"code\":\"" + code + "\"}");
        for (String word : words) {
            assertThat(body).contains(word);
        }
        return this;
    }

    @Override
    public String toString() {
        return status + " " + body;
    }
}
