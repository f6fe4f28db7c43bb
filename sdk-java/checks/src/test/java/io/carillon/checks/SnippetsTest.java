package io.carillon.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every snippet in the Javadoc of a public package is a program, or a part of one. What it may assume stands in {@link Given}. */
class SnippetsTest {

    private static final Pattern SNIPPET = Pattern.compile("<pre>\\{@code\n(.*?)\n *\\* *}</pre>", Pattern.DOTALL);
    private static final Pattern MARGIN = Pattern.compile("(?m)^ *\\* ?");

    @TempDir
    private Path classes;

    /** @param imports of the package that it stands in */
    record Snippet(String file, int place, String imports, String text) {
        @Override
        public String toString() {
            return file + " " + place;
        }
    }

    static Stream<Snippet> snippets() {
        return SdkModule.all().stream()
                .flatMap(module -> module.publicPackages().stream()
                        .flatMap(name -> module.sources(name).stream().flatMap(file -> inFile(module, name, file))));
    }

    private static Stream<Snippet> inFile(SdkModule module, String packageName, Path file) {
        String imports = module.publicTypes(packageName).stream()
                .map(type -> "import " + packageName + "." + type + ";")
                .collect(Collectors.joining(" "));
        List<Snippet> found = new ArrayList<>();
        SNIPPET.matcher(SdkModule.read(file))
                .results()
                .map(match -> MARGIN.matcher(match.group(1)).replaceAll(""))
                .forEach(text ->
                        found.add(new Snippet(module + " " + file.getFileName(), found.size() + 1, imports, text)));
        return found.stream();
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void a_snippet_compiles(Snippet snippet) {
        List<String> complaints = Stream.of(
                        "abstract class Statements extends Given { void run() throws Exception {\n%s\n} }",
                        "abstract class Members extends Given {\n%s\n}", "%s")
                .map(form -> complaint(snippet, form.formatted(snippet.text())))
                .toList();

        assertThat(complaints)
                .as("as statements, as members and as a whole class")
                .anySatisfy(complaint -> assertThat(complaint).isEmpty());
    }

    @Test
    void what_cannot_be_compiled_is_found() {
        assertThat(complaint(new Snippet("", 1, "", ""), "class Wrong { String text = 1; }"))
                .contains("incompatible types");
    }

    @Test
    void the_classes_with_which_programs_begin_begin_with_an_example() {
        List<String> withoutExample = SdkModule.all().stream()
                .filter(module -> !module.artifact().equals("carillon-protocol"))
                .flatMap(module -> module.publicPackages().stream().flatMap(name -> module.sources(name).stream()))
                .filter(SnippetsTest::isBegunWith)
                .filter(file -> !SNIPPET.matcher(SdkModule.read(file)).find())
                .map(file -> String.valueOf(file.getFileName()))
                .toList();

        assertThat(withoutExample).isEmpty();
    }

    /** What a program makes by its constructor or by {@code builder()}, writes on a class or implements. */
    private static boolean isBegunWith(Path file) {
        String source = SdkModule.read(file);
        String name = String.valueOf(file.getFileName()).replace(".java", "");
        return Pattern.compile("(?m)^    public " + name + "\\(")
                                .matcher(source)
                                .find()
                        && source.contains("\npublic final class " + name + " {")
                || source.contains(" builder()")
                || source.contains("\npublic @interface " + name)
                || source.contains("\n@FunctionalInterface\npublic ");
    }

    private String complaint(Snippet snippet, String type) {
        var said = new StringWriter();
        List<String> options = List.of(
                "-d", classes.toString(), "-proc:none", "-nowarn", "-classpath", System.getProperty("java.class.path"));
        boolean compiles = ToolProvider.getSystemJavaCompiler()
                .getTask(said, null, null, options, null, List.of(new Source(imports(snippet) + type)))
                .call();
        return compiles ? "" : said.toString();
    }

    /** On one line, so that a complaint names the snippet's own lines, plus one. */
    private static String imports(Snippet snippet) {
        String others = SdkModule.all().stream()
                .flatMap(module -> module.publicPackages().stream())
                .map(name -> "import " + name + ".*; ")
                .collect(Collectors.joining());
        return "package io.carillon.checks; import java.util.*; import java.util.concurrent.*; import java.time.*; import java.net.http.*;"
                + " import org.junit.jupiter.api.*; import org.junit.jupiter.api.extension.*;"
                + " import org.springframework.context.annotation.*; import org.springframework.stereotype.*;"
                + " import static org.junit.jupiter.api.Assertions.*; " + others + snippet.imports();
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String text) {
            super(URI.create("string:///Snippet.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
