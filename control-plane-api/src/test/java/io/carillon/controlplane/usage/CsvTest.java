package io.carillon.controlplane.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CsvTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "chat-       | \"chat-\"",
                "=1+1        | \"'=1+1\"",
                "+1          | \"'+1\"",
                "-1          | \"'-1\"",
                "@sum        | \"'@sum\"",
                "`\tx`       | \"'\tx\"",
                "*           | \"*\"",
                "#server-    | \"#server-\"",
                "a,b;c       | \"a,b;c\"",
                "a\"b        | \"a\"\"b\"",
                "``          | \"\"",
            })
    void a_cell_is_text_to_every_spreadsheet(String text, String cell) {
        assertThat(Csv.cell(text)).isEqualTo(cell);
    }
}
