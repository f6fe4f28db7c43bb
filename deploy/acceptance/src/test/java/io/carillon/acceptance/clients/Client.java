package io.carillon.acceptance.clients;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.pusher.client.PusherOptions;
import io.carillon.acceptance.server.RunningJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** The libraries that a person may have. */
enum Client {
    CARILLON_JS("carillon-js"),
    CARILLON_CLIENT("carillon-client"),
    PUSHER_JS("pusher-js"),
    PUSHER_JAVA_CLIENT("pusher-java-client", Lack.WATCHLIST);

    /** What a library does not have, so that a story cannot be played with it. */
    enum Lack {
        WATCHLIST("it has no watchlist");

        private final String words;

        Lack(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final String library;
    private final Set<Lack> lacks = EnumSet.noneOf(Lack.class);

    Client(String library, Lack... lacks) {
        this.library = library;
        this.lacks.addAll(Set.of(lacks));
    }

    String library() {
        return library;
    }

    boolean lacks(Lack lack) {
        return lacks.contains(lack);
    }

    /** Whether it runs in Node instead of in this process. */
    boolean isJavaScript() {
        return this == CARILLON_JS || this == PUSHER_JS;
    }

    String runtime() {
        return isJavaScript() ? "Node" : "Java";
    }

    /** Empty for our own, which are of this very repository. */
    String version() {
        return switch (this) {
            case CARILLON_JS, CARILLON_CLIENT -> "";
            case PUSHER_JAVA_CLIENT -> PusherOptions.LIB_VERSION;
            case PUSHER_JS -> {
                Path manifest = Path.of(
                        RunningJar.required("carillon.root"),
                        "deploy/acceptance/libraries/node_modules/pusher-js/package.json");
                try {
                    yield new ObjectMapper()
                            .readTree(manifest.toFile())
                            .path("version")
                            .asText();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    @Override
    public String toString() {
        return library;
    }
}
