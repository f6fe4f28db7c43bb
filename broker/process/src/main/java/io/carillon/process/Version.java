package io.carillon.process;

import java.util.Optional;

/** Which Carillon this is. */
public final class Version {

    private Version() {}

    /** As the jar's manifest says it; {@code unpackaged} if the classes are run from a folder. */
    public static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }
}
