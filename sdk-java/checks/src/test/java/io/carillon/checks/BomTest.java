package io.carillon.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the BOM manages, and what is looked at here, is what there is. */
class BomTest {

    private final List<String> modules =
            SdkModule.all().stream().map(SdkModule::artifact).sorted().toList();

    @Test
    void the_bom_has_every_module_and_nothing_else() {
        Document bom = SdkModule.xml(SdkModule.sdk().resolve("bom/pom.xml"));

        assertThat(texts(bom, "dependency", "artifactId")).isEqualTo(modules);
        assertThat(texts(bom, "dependency", "version")).containsOnly("${project.version}");
        assertThat(bom.getElementsByTagName("parent").getLength())
                .as("a parent would bring what it manages along")
                .isZero();
    }

    @Test
    void the_bom_has_the_version_of_the_modules() {
        Document bom = SdkModule.xml(SdkModule.sdk().resolve("bom/pom.xml"));
        Document parent = SdkModule.xml(SdkModule.sdk().resolve("../pom.xml"));

        assertThat(first(bom, "version")).isEqualTo(first(parent, "version"));
    }

    @Test
    void every_module_is_on_the_class_path_of_these_checks_and_was_built() {
        String classPath = System.getProperty("java.class.path");

        assertThat(SdkModule.all()).isNotEmpty().allSatisfy(module -> {
            assertThat(module.classes()).as("build it before").isDirectory();
            assertThat(classPath)
                    .as("sdk-java/checks/pom.xml lacks " + module)
                    .containsPattern(module.folder().getFileName() + "/target/classes|/" + module + "-[^:/]*\\.jar");
        });
    }

    @Test
    void every_module_explains_itself() {
        assertThat(SdkModule.all())
                .filteredOn(module -> !module.artifact().equals("carillon-protocol"))
                .allSatisfy(module -> assertThat(Files.exists(module.folder().resolve("README.md")))
                        .as(module + " has a README.md")
                        .isTrue());
    }

    private static List<String> texts(Document pom, String parent, String child) {
        List<String> found = new ArrayList<>();
        NodeList all = pom.getElementsByTagName(parent);
        for (int i = 0; i < all.getLength(); i++) {
            found.add(
                    ((Element) all.item(i)).getElementsByTagName(child).item(0).getTextContent());
        }
        return found.stream().sorted().toList();
    }

    private static String first(Document pom, String tag) {
        return pom.getElementsByTagName(tag).item(0).getTextContent();
    }
}
