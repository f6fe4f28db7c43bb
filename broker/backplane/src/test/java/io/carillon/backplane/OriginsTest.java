package io.carillon.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {

    @ParameterizedTest
    @CsvSource({
        "https://example.com, true",
        "https://EXAMPLE.com, true",
        "https://app.example.org, true",
        "https://a.b.example.org, false",
        "https://example.org, false",
        "https://evilexample.org, false",
        "http://example.com, false",
        "https://example.com.evil.net, false",
        "https://evil.net/.example.org, false",
        "null, false"
    })
    void only_allowed_origins_are_let_in(String origin, boolean allowed) {
        assertThat(Origins.allow(List.of("https://example.com", "https://*.example.org"), origin))
                .isEqualTo(allowed);
    }

    @Test
    void who_sends_no_origin_is_no_browser() {
        assertThat(Origins.allow(List.of("https://example.com"), null)).isTrue();
    }
}
