package io.carillon.client.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What a README shows, as it stands there. */
public final class Readme {

    private final String text;

    private Readme(String text) {
        this.text = text;
    }

    /** That of the module whose tests run. */
    public static Readme ofThisModule() {
        try {
            return new Readme(Files.readString(Path.of("README.md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first block in this language. */
    public String first(String language) {
        return text.split("```" + language + "\n", 2)[1].split("```", 2)[0];
    }

    /**
     * The first block of YAML as properties, with the values of the server's app in place of those that a reader has to put in.
     *
     * @param server where the app is
     */
    public Map<String, String> properties(DevServer server) {
        var properties = new LinkedHashMap<String, String>();
        String prefix = "";
        for (String line : first("yaml").lines().toList()) {
            String[] words = line.strip().split(": ?", 2);
            if (line.startsWith(" ")) {
                properties.put(
                        prefix + words[0],
                        words[1].replace("http://127.0.0.1:6001", server.url())
                                .replace("APP_ID", DevServer.APP_ID)
                                .replace("APP_KEY", DevServer.APP_KEY)
                                .replace("APP_SECRET", DevServer.APP_SECRET));
            } else {
                prefix = words[0] + ".";
            }
        }
        return properties;
    }

    /**
     * Compiles the first block of Java, with the annotation processors that are on the class path.
     *
     * @param name of its class
     * @param folder where the classes go
     */
    public void compile(String name, Path folder) {
        compile(name, folder, "%s");
    }

    /**
     * Compiles the first block of Java in the middle of a class.
     *
     * @param around the class, with {@code %s} where the block goes
     */
    public void compile(String name, Path folder, String around) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        var said = new StringWriter();
        boolean compiles = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        said,
                        null,
                        null,
                        List.of("-parameters", "-d", folder.toString(), "-classpath", classPath),
                        null,
                        List.of(new Source(name, around.formatted(first("java")))))
                .call();
        if (!compiles) {
            throw new AssertionError(said.toString());
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
