package io.carillon.checks;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.AccessModifier;
import japicmp.model.JApiBehavior;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibilityChange;
import japicmp.model.JApiConstructor;
import japicmp.model.JApiField;
import japicmp.model.JApiImplementedInterface;
import japicmp.model.JApiMethod;
import japicmp.model.JApiParameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What japicmp finds in a module that programs which were written for another state of it would stumble over. */
final class ApiComparison {

    private static final String BASELINE = "baseline";

    private ApiComparison() {}

    /** Where a module's baseline is kept. */
    static Path baseline(SdkModule module) {
        return SdkModule.sdk().resolve("checks/" + BASELINE + "/" + module + ".jar");
    }

    /** The module as it was just built, beside its baseline. */
    static List<String> breaks(SdkModule module) {
        try {
            return breaks(module.artifact(), Files.readAllBytes(baseline(module)), Signatures.of(module));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** One line for each, as {@code carillon-client io.carillon.client.rest.Publisher.close(): METHOD_REMOVED}. */
    static List<String> breaks(String artifact, byte[] before, byte[] now) {
        var options = new JarArchiveComparatorOptions();
        options.setAccessModifier(AccessModifier.PROTECTED);
        options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
        List<JApiClass> types = new JarArchiveComparator(options)
                .compare(
                        new JApiCmpArchive(before, artifact + "-before.jar", BASELINE),
                        new JApiCmpArchive(now, artifact + "-now.jar", "now"));
        List<String> breaks = new ArrayList<>();
        for (JApiClass type : types) {
            of(artifact + " " + type.getFullyQualifiedName(), type, breaks);
        }
        return breaks.stream().distinct().sorted().toList();
    }

    private static void of(String place, JApiClass type, List<String> breaks) {
        add(place, type.getCompatibilityChanges(), breaks);
        add(place, type.getSuperclass().getCompatibilityChanges(), breaks);
        for (JApiImplementedInterface implemented : type.getInterfaces()) {
            add(
                    place + " implements " + implemented.getFullyQualifiedName(),
                    implemented.getCompatibilityChanges(),
                    breaks);
        }
        for (JApiConstructor constructor : type.getConstructors()) {
            add(place + "." + signature(constructor), constructor.getCompatibilityChanges(), breaks);
        }
        for (JApiMethod method : type.getMethods()) {
            add(place + "." + signature(method), method.getCompatibilityChanges(), breaks);
            add(place + "." + signature(method), method.getReturnType().getCompatibilityChanges(), breaks);
        }
        for (JApiField field : type.getFields()) {
            add(place + "." + field.getName(), field.getCompatibilityChanges(), breaks);
        }
    }

    private static String signature(JApiBehavior behavior) {
        return behavior.getName()
                + behavior.getParameters().stream()
                        .map(JApiParameter::getType)
                        .collect(Collectors.joining(",", "(", ")"));
    }

    private static void add(String place, List<JApiCompatibilityChange> changes, List<String> breaks) {
        for (JApiCompatibilityChange change : changes) {
            if (!change.isBinaryCompatible() || !change.isSourceCompatible()) {
                breaks.add(place + ": " + change.getType());
            }
        }
    }
}
