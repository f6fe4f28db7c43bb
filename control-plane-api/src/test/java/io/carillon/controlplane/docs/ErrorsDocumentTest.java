package io.carillon.controlplane.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorsDocumentTest {

    @Test
    void the_document_says_what_the_page_says() throws IOException {
        Path document = Checkout.root().resolve("docs").resolve("errors.md");
        String expected = ErrorsDocument.markdown(Errors.chapters());
        if (Boolean.getBoolean("carillon.docs.write")) {
            Files.writeString(document, expected, StandardCharsets.UTF_8);
        }

        assertThat(document)
                .as("docs/errors.md is missing; write it with%n  %s%n", ErrorsDocument.COMMAND)
                .exists();
        assertThat(Checkout.read(document))
                .as("docs/errors.md is out of date; write it anew with%n  %s%n", ErrorsDocument.COMMAND)
                .isEqualTo(expected);
    }

    @Test
    void text_is_never_taken_for_markdown() {
        var chapter = new Chapter(
                "c", "A & B", "Lead *1*", List.of("Code", "Why"), List.of(Entry.of("a_b", "x | y <b> [z](u) `q`")));

        assertThat(ErrorsDocument.markdown(List.of(chapter))).endsWith("""

                ## A \\& B

                Lead \\*1\\*

                | Code | Why |
                | --- | --- |
                | <a id="a_b"></a>`a_b` | x \\| y \\<b\\> \\[z\\](u) \\`q\\` |
                """);
    }
}
