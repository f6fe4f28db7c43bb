package io.carillon.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A module that programs depend on: a folder of sdk-java, as it was just built.
 *
 * @param artifact as Maven calls it
 */
record SdkModule(Path folder, String artifact) {

    private static final Path ROOT = Path.of(System.getProperty("carillon.root", "../.."));
    private static final Set<String> NOT_FOR_PROGRAMS = Set.of("bom", "checks", "spring-boot-4-check");
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "(?m)^public (?:static |final |abstract |sealed |non-sealed )*(?:class|record|enum|interface|@interface) (\\w+)");

    /** All, in the order of their folders. */
    static List<SdkModule> all() {
        try (Stream<Path> folders = Files.list(sdk())) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .filter(folder -> !NOT_FOR_PROGRAMS.contains(String.valueOf(folder.getFileName())))
                    .sorted()
                    .map(folder -> new SdkModule(folder, artifactOf(folder.resolve("pom.xml"))))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Path sdk() {
        return ROOT.resolve("sdk-java");
    }

    static Document xml(Path file) {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        } catch (Exception unreadable) {
            throw new IllegalStateException(file + " cannot be read", unreadable);
        }
    }

    private static String artifactOf(Path pom) {
        NodeList children = xml(pom).getDocumentElement().getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element element
                    && element.getTagName().equals("artifactId")) {
                return element.getTextContent();
            }
        }
        throw new IllegalStateException(pom + " has no artifactId");
    }

    Path classes() {
        return folder.resolve("target/classes");
    }

    Path sources() {
        return folder.resolve("src/main/java");
    }

    /** Those that the module exports to everybody; of a folder that is no module, all. */
    Set<String> publicPackages() {
        Optional<ModuleReference> module = Files.exists(classes().resolve("module-info.class"))
                ? ModuleFinder.of(classes()).findAll().stream().findFirst()
                : Optional.empty();
        return module.map(found -> found.descriptor().exports().stream()
                        .filter(exported -> !exported.isQualified())
                        .map(Exports::source)
                        .collect(Collectors.toCollection(TreeSet::new)))
                .orElseGet(this::packages);
    }

    private TreeSet<String> packages() {
        try (Stream<Path> files = Files.walk(sources())) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file ->
                            sources().relativize(file.getParent()).toString().replace('/', '.'))
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The source files of a package. */
    List<Path> sources(String packageName) {
        try (Stream<Path> files = Files.list(sources().resolve(packageName.replace('.', '/')))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The public types of a package, by their simple names. */
    List<String> publicTypes(String packageName) {
        return sources(packageName).stream()
                .flatMap(file -> PUBLIC_TYPE.matcher(read(file)).results())
                .map(found -> found.group(1))
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public String toString() {
        return artifact;
    }
}
