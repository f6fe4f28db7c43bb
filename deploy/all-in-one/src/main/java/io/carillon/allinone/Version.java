package io.carillon.allinone;

import java.util.Optional;

/** Which Carillon this is. */
final class Version {

    private Version() {}

    /** As the jar's manifest says it; {@code unpackaged} if the classes are run from a folder. */
    static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }
}
