package io.carillon.allinone.cli.importing;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** Configurations of other servers, as somebody might have them. */
public final class Sources {

    private Sources() {}

    public static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(Sources.class.getResource("/import/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
