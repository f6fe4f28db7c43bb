package io.carillon.allinone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is typed wrongly is told before anybody is asked anything. */
class TypedWrongTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apps lst | Unknown word 'lst'. Did you mean list?",
                "apps change 1 --nam x | Unknown flag '--nam'. Did you mean --name?",
                "keys revoke 1 | Missing required parameter: 'KEY'.",
                "apps change 1 --set novalue | --set needs a setting and its value",
                "apps change 1 | Nothing is to be changed.",
                "apps change 1 --on --off | --on and --off are both given.",
                "keys rotate 1 k --overlap soon | --overlap must be a time such as 30m, 12h or 7d",
                "apps list --url ftp://x | The URL of the platform must look like http://127.0.0.1:6001",
                "apps list --url http://me:secret@x | The URL of the platform must look like http://127.0.0.1:6001",
                "apps list --token a --token-file b | --token and --token-file are both given.",
            })
    void it_is_said_what_is_wrong(String typed, String said) {
        Told told = Told.by(Map.of("CARILLON_TOKEN", "x"), typed.split(" "));

        assertThat(told.err()).startsWith("carillon: " + said);
        assertThat(told.status()).isEqualTo(Cli.USAGE);
        assertThat(told.out()).isEmpty();
    }

    @Test
    void a_noun_alone_is_answered_with_its_verbs() {
        Told told = Told.by(Map.of(), "keys");

        assertThat(told.status()).isEqualTo(Cli.USAGE);
        assertThat(told.err()).contains("Commands:", "rotate", "revoke");
    }

    @Test
    void help_needs_neither_token_nor_platform() {
        Told told = Told.by(Map.of(), "keys", "rotate", "--help");

        assertThat(told.status()).isZero();
        assertThat(told.out()).startsWith("Usage: carillon keys rotate ").contains("--overlap=TIME");
    }
}
