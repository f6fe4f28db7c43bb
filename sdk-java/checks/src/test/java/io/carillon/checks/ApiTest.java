package io.carillon.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import javassist.ClassPool;
import javassist.CtClass;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that were written for the baseline go on working, or it is said in sdk-java/api-breaks why not. */
class ApiTest {

    static final String MOVE =
            "./mvnw -q -pl sdk-java/checks -am test -Dtest=ApiTest -Dcarillon.api.write=true -Dsurefire.failIfNoSpecifiedTests=false";

    private static final Path BREAKS = SdkModule.sdk().resolve("api-breaks");
    private static final boolean MOVES = Boolean.getBoolean("carillon.api.write");

    static List<SdkModule> modules() {
        return SdkModule.all();
    }

    @BeforeAll
    static void moveIfAsked() throws IOException {
        if (MOVES) {
            for (SdkModule module : modules()) {
                Path baseline = ApiComparison.baseline(module);
                Files.createDirectories(baseline.getParent());
                Files.write(baseline, Signatures.of(module));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void nothing_is_broken_without_a_reason(SdkModule module) {
        assertThat(ApiComparison.baseline(module))
                .as("There is no baseline yet. Make it with " + MOVE)
                .exists();

        List<String> breaks = ApiComparison.breaks(module);
        Tool.says(
                "japicmp",
                module,
                breaks.isEmpty() ? "compatible with the baseline" : breaks.size() + " breaks, with reasons");

        assertThat(breaks)
                .as(
                        "Either keep what was promised, or add these lines to sdk-java/api-breaks, each with ' | ' and a reason")
                .isSubsetOf(accepted().keySet());
    }

    @Test
    void each_break_has_a_reason_and_is_one() {
        List<String> breaks = modules().stream()
                .flatMap(module -> ApiComparison.breaks(module).stream())
                .toList();

        assertThat(breaks).containsAll(accepted().keySet());
        assertThat(accepted().values()).allSatisfy(reason -> assertThat(reason).hasSizeGreaterThan(10));
    }

    @Test
    void a_method_that_is_taken_away_is_found() throws Exception {
        byte[] before = Signatures.of(modules().stream()
                .filter(module -> module.artifact().equals("carillon-client"))
                .findFirst()
                .orElseThrow());
        String victim = "io/carillon/client/rest/Publisher.class";

        byte[] now = without(before, victim, "close");

        assertThat(ApiComparison.breaks("carillon-client", before, before)).isEmpty();
        assertThat(ApiComparison.breaks("carillon-client", before, now))
                .containsExactly("carillon-client io.carillon.client.rest.Publisher.close(): METHOD_REMOVED");
    }

    /** The break, and the reason behind the bar. */
    private static Map<String, String> accepted() {
        Map<String, String> reasons = new TreeMap<>();
        SdkModule.read(BREAKS)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" \\| ", 2))
                .forEach(parts -> reasons.put(parts[0], parts.length == 2 ? parts[1] : ""));
        return reasons;
    }

    private static byte[] without(byte[] jar, String typeFile, String method) throws Exception {
        var changed = new ByteArrayOutputStream();
        boolean found = false;
        try (var in = new JarInputStream(new ByteArrayInputStream(jar));
                var out = new JarOutputStream(changed)) {
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                byte[] bytes = in.readAllBytes();
                if (entry.getName().equals(typeFile)) {
                    CtClass type = new ClassPool().makeClass(new ByteArrayInputStream(bytes));
                    type.getClassFile()
                            .getMethods()
                            .removeIf(there -> there.getName().equals(method));
                    bytes = type.toBytecode();
                    found = true;
                }
                out.putNextEntry(new JarEntry(entry.getName()));
                out.write(bytes);
            }
        }
        assertThat(found).isTrue();
        return changed.toByteArray();
    }
}
