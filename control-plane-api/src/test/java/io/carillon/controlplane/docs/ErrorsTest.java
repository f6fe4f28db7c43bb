package io.carillon.controlplane.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.CloseCode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ErrorsTest {

    private static final Pattern THROWN = Pattern.compile("new InvalidValueException\\(\\s*([^,]+),");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z0-9_]+)\"");
    private static final Pattern DECLARATION =
            Pattern.compile("@throws InvalidValueException(.*?)(?=\\n\\s*\\*\\s*@|\\*/)", Pattern.DOTALL);
    private static final Pattern DECLARED = Pattern.compile("\\{@code[\\s*]+([a-z0-9]+(?:_[a-z0-9]+)+)}");

    private final List<String> anchors = Errors.chapters().stream()
            .flatMap(chapter -> chapter.entries().stream())
            .map(Entry::anchor)
            .toList();

    @Test
    void every_refusal_of_the_http_api_is_explained() {
        assertThat(anchors)
                .containsAll(Arrays.stream(Problem.values()).map(Problem::code).toList());
    }

    @Test
    void every_code_that_any_module_refuses_a_value_with_is_explained() {
        Set<String> codes = codesOfInvalidValues();

        assertThat(codes).contains("channel_name_invalid", "idempotency_key_invalid", "user_data_invalid");
        assertThat(anchors)
                .as("a code is missing in InvalidValue: say there what happened and how to mend it")
                .containsAll(codes);
    }

    @Test
    void no_code_is_explained_that_nobody_refuses_with() {
        assertThat(codesOfInvalidValues())
                .as("a code in InvalidValue is no longer used: take it out")
                .containsAll(Arrays.stream(InvalidValue.values())
                        .map(InvalidValue::code)
                        .toList());
    }

    @Test
    void every_number_of_the_socket_is_explained() {
        assertThat(anchors)
                .containsAll(Arrays.stream(CloseCode.values())
                        .map(code -> Integer.toString(code.code()))
                        .toList());
    }

    @Test
    void a_link_leads_to_one_place() {
        assertThat(anchors).doesNotHaveDuplicates();
        assertThat(anchors)
                .doesNotContainAnyElementsOf(
                        Errors.chapters().stream().map(Chapter::anchor).toList());
    }

    @Test
    void every_row_fills_its_columns_with_words() {
        for (Chapter chapter : Errors.chapters()) {
            for (Entry entry : chapter.entries()) {
                assertThat(entry.row())
                        .hasSameSizeAs(chapter.columns())
                        .allSatisfy(cell -> assertThat(cell).isNotBlank());
            }
        }
    }

    /** Those written where the exception is made, and those promised by Javadoc, for the few that are put together. */
    private static Set<String> codesOfInvalidValues() {
        var codes = new TreeSet<String>();
        for (Path file : Checkout.sources()) {
            String source = Checkout.read(file);
            var declared = new TreeSet<String>();
            DECLARATION
                    .matcher(source)
                    .results()
                    .forEach(declaration -> DECLARED.matcher(declaration.group(1))
                            .results()
                            .forEach(code -> declared.add(code.group(1))));
            THROWN.matcher(source).results().forEach(thrown -> {
                var literal = LITERAL.matcher(thrown.group(1).trim());
                if (literal.matches()) {
                    codes.add(literal.group(1));
                } else {
                    assertThat(declared)
                            .as("%s puts a code together, so its Javadoc must declare with @throws which", file)
                            .isNotEmpty();
                }
            });
            codes.addAll(declared);
        }
        return codes;
    }
}
