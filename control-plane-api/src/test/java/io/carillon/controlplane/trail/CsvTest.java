package io.carillon.controlplane.trail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvTest {

    @Test
    void what_a_spreadsheet_would_run_is_text() {
        assertThat(Csv.cell("=HYPERLINK(\"http://evil.example\")"))
                .isEqualTo("\"'=HYPERLINK(\"\"http://evil.example\"\")\"");
        assertThat(Csv.cell("+1")).isEqualTo("\"'+1\"");
        assertThat(Csv.cell("-1")).isEqualTo("\"'-1\"");
        assertThat(Csv.cell("@SUM(A1)")).isEqualTo("\"'@SUM(A1)\"");
        assertThat(Csv.cell("\t=1")).isEqualTo("\"'\t=1\"");
    }

    @Test
    void a_line_stays_one_line() {
        assertThat(Csv.cell("one\r\n2,forged")).isEqualTo("\"one\\r\\n2,forged\"");
    }

    @Test
    void what_is_not_there_is_an_empty_cell() {
        assertThat(Csv.cell(null)).isEmpty();
    }
}
