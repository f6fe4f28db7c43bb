package io.carillon.junit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The server's classes, apart from those of the tests, which may have other versions of the same libraries: nothing is shared with them but the
 * JDK. Loaded once in a JVM, since that takes longer than all else.
 */
final class ServerClasses {

    private static final String JAR = "carillon.jar";
    private static final String ENTRY = "io.carillon.allinone.Embedded";

    private final ClassLoader loader;

    private ServerClasses(ClassLoader loader) {
        this.loader = loader;
    }

    /** Those of this JVM. */
    static ServerClasses shared() {
        return Holder.SHARED;
    }

    ClassLoader loader() {
        return loader;
    }

    /**
     * Starts a server on this thread.
     *
     * @return what {@code io.carillon.allinone.Embedded} is: a supplier, a callable and closeable
     */
    Object start(Map<String, String> settings, Consumer<String> log) {
        try {
            return loader.loadClass(ENTRY)
                    .getMethod("start", Map.class, Consumer.class)
                    .invoke(null, settings, log);
        } catch (InvocationTargetException refused) {
            Throwable why = Objects.requireNonNullElse(refused.getCause(), refused);
            throw new IllegalStateException("Carillon does not start: " + said(why), why);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("the jar with the server has no " + ENTRY, missing);
        }
    }

    /** With the stable code, if it has one; its class is not one that this side knows. */
    private static String said(Throwable refusal) {
        try {
            return refusal.getMessage() + " ("
                    + refusal.getClass().getMethod("code").invoke(refusal) + ")";
        } catch (ReflectiveOperationException noCode) {
            return refusal.toString();
        }
    }

    private static ServerClasses load() {
        try {
            URL[] places = {unpacked().toUri().toURL()};
            return new ServerClasses(
                    new URLClassLoader("carillon-server", places, ClassLoader.getPlatformClassLoader()));
        } catch (IOException failed) {
            throw new UncheckedIOException("The server cannot be unpacked into java.io.tmpdir.", failed);
        }
    }

    /** A jar inside a jar cannot be loaded from. */
    private static Path unpacked() throws IOException {
        try (InputStream packed = ServerClasses.class.getResourceAsStream(JAR)) {
            if (packed == null) {
                throw new IllegalStateException(
                        "carillon-junit was built without its server. Build it with 'mvnw package' in Carillon's folder, all modules or with -am.");
            }
            Path file = Files.createTempFile("carillon-junit-", ".jar");
            file.toFile().deleteOnExit();
            Files.copy(packed, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        }
    }

    private static final class Holder {
        static final ServerClasses SHARED = load();
    }
}
