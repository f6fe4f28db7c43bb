package io.carillon.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Javadoc of the public packages is written without a warning. Tags are not asked for: what a name says need not be said again. */
class JavadocTest {

    @TempDir
    private Path pages;

    static List<SdkModule> modules() {
        return SdkModule.all();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void javadoc_has_nothing_to_say(SdkModule module) {
        List<String> sources = module.publicPackages().stream()
                .flatMap(name -> module.sources(name).stream())
                .map(Path::toString)
                .toList();

        String said = javadoc(sources);
        Tool.says(
                "javadoc", module, said.isEmpty() ? "no warnings" : said.lines().count() + " lines of warnings");

        assertThat(said).isEmpty();
        assertThat(pages.resolve("index.html")).exists();
    }

    @Test
    void a_link_that_leads_nowhere_is_found(@TempDir Path folder) throws Exception {
        Path wrong =
                Files.writeString(folder.resolve("Wrong.java"), "/** See {@link Nobody}. */ public class Wrong {}");

        assertThat(javadoc(List.of(wrong.toString()))).contains("reference not found");
    }

    private String javadoc(List<String> sources) {
        List<String> arguments = new ArrayList<>(List.of(
                "-quiet",
                "-d",
                pages.toString(),
                "-Xdoclint:all,-missing",
                "-encoding",
                "UTF-8",
                "-notimestamp",
                "-classpath",
                System.getProperty("java.class.path")));
        arguments.addAll(sources);
        var said = new StringWriter();
        var out = new PrintWriter(said);
        ToolProvider.findFirst("javadoc").orElseThrow().run(out, out, arguments.toArray(String[]::new));
        return said.toString();
    }
}
