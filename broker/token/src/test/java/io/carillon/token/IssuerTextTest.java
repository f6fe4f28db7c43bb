package io.carillon.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.backplane.Issuer;
import io.carillon.protocol.InvalidValueException;
import org.junit.jupiter.api.Test;

class IssuerTextTest {

    @Test
    void there_is_one_form_in_which_an_issuer_is_kept_and_it_says_the_same() {
        String written = """
                { "jwks_url": "https://id.example/keys",
                  "claims":   { "user_id": "uid", "shown": [ "name" ] },
                  "max_lifetime": 3600, "algorithms": null,
                  "name": "https://id.example/", "audiences": ["chat"] }""";

        Issuer kept = IssuerText.canonical(written);

        assertThat(kept).isEqualTo(new Issuer("https://id.example/", """
                {"name":"https://id.example/","audiences":["chat"],"jwks_url":"https://id.example/keys",\
                "claims":{"user_id":"uid","shown":["name"]},"max_lifetime":3600}"""));
        assertThat(IssuerText.read(kept.text())).isEqualTo(IssuerText.read(written));
        assertThat(IssuerText.canonical(kept.text())).isEqualTo(kept);
    }

    @Test
    void what_cannot_be_read_has_no_form() {
        assertThatThrownBy(() -> IssuerText.canonical("{\"name\":\"a\",\"name\":\"b\"}"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("stands twice");
    }
}
