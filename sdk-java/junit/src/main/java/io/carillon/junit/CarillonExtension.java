package io.carillon.junit;

import io.carillon.client.realtime.RealtimeClient;
import io.carillon.client.rest.Publisher;
import java.lang.reflect.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Runs a Carillon for the tests of a class: brokers, control plane and database, in memory, in the JVM of the tests, on a free port of this
 * machine. It is there before the first {@code @BeforeAll}, and gone, with all its threads, after the last {@code @AfterAll}.
 *
 * <pre>{@code
 * class GreetingTest {
 *
 *     @RegisterExtension
 *     static CarillonExtension carillon = CarillonExtension.builder()
 *             .app("1", "test-key", "test-secret")
 *             .build();
 *
 *     @Test
 *     void a_greeting_is_published(CarillonServer server, Publisher publisher, RealtimeClient client) {
 *         client.subscribe("my-channel");
 *         client.connect();
 *         publisher.trigger("my-channel", "greeting", Map.of("text", "Hello"));
 *     }
 * }
 * }</pre>
 *
 * <p>Tests, constructors and methods around tests may take a {@link CarillonServer}, a {@link Publisher} or a {@link RealtimeClient}. Clients
 * are not connected yet; they may have every channel, and are the user that the parameter is called. Publishers and clients are closed when
 * the test has ended.
 *
 * <p>A field that is not static gives each test a server of its own. What the server logged during a test is printed if the test fails.
 */
public final class CarillonExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace SHARED = Namespace.create(CarillonExtension.class);
    private static final List<Class<?>> PARAMETERS =
            List.of(CarillonServer.class, Publisher.class, RealtimeClient.class);
    private static final String SERVER = "server";
    private static final String APP_OF_TEST = "app";
    private static final String MARK = "mark";

    private final @Nullable Options said;
    private final Namespace own = Namespace.create(CarillonExtension.class, this);
    private volatile @Nullable CarillonServer current;

    /** With free ports and an app that is made up; or as {@link CarillonTest} says. */
    public CarillonExtension() {
        this(null);
    }

    private CarillonExtension(@Nullable Options said) {
        this.said = said;
    }

    /** Begins with what a plain {@code CarillonExtension} does. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The server of the class that runs now, for those who cannot take it as a parameter.
     *
     * @throws IllegalStateException before the first test class that it was registered for
     */
    public CarillonServer server() {
        CarillonServer server = current;
        if (server == null) {
            throw new IllegalStateException(
                    "Carillon does not run yet: it is started before @BeforeAll, by JUnit. Is the field static, and @RegisterExtension?");
        }
        return server;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // Nested classes are within the time of the outer one.
        if (inherited(context) == null) {
            start(context);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        CarillonServer server = inherited(context);
        if (server == null) {
            server = start(context);
        }
        if (options(context).appPerTest()) {
            context.getStore(own).put(APP_OF_TEST, server.anotherApp());
        }
        context.getStore(own).put(MARK, server.running().log().mark());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        CarillonServer server = inherited(context);
        Long mark = context.getStore(own).get(MARK, Long.class);
        if (server != null && mark != null && context.getExecutionException().isPresent()) {
            print(context.getDisplayName(), server.running().log().since(mark));
        }
    }

    private static void print(String test, List<String> lines) {
        var text = new StringBuilder("What Carillon logged during " + test + ":");
        if (lines.isEmpty()) {
            text.append(" nothing.");
        }
        lines.forEach(line -> text.append(System.lineSeparator()).append("  ").append(line));
        System.err.println(text);
    }

    private CarillonServer start(ExtensionContext context) {
        Options options = options(context);
        CarillonServer server = options.shared() ? ofAll(context, options) : ofItsOwn(context, options);
        context.getStore(own).put(SERVER, server);
        current = server;
        return server;
    }

    private CarillonServer ofItsOwn(ExtensionContext context, Options options) {
        RunningServer running = RunningServer.start(options.settings());
        context.getStore(own).put(RunningServer.class, running);
        return CarillonServer.of(running);
    }

    private static CarillonServer ofAll(ExtensionContext context, Options options) {
        RunningServer running = context.getRoot()
                .getStore(SHARED)
                .getOrComputeIfAbsent(
                        options.settings(), settings -> RunningServer.start(options.settings()), RunningServer.class);
        CarillonServer first = CarillonServer.of(running);
        return options.nameTheApp() ? first : first.anotherApp();
    }

    private @Nullable CarillonServer inherited(ExtensionContext context) {
        return context.getStore(own).get(SERVER, CarillonServer.class);
    }

    private Options options(ExtensionContext context) {
        if (said != null) {
            return said;
        }
        return context.getTestClass()
                .flatMap(type -> AnnotationSupport.findAnnotation(type, CarillonTest.class))
                .map(Options::of)
                .orElseGet(() -> new Options(Map.of(), false, false));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARAMETERS.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        CarillonServer server = serverFor(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == CarillonServer.class) {
            return server;
        }
        return type == Publisher.class
                ? closedWith(context, parameter, server.publisher().build())
                : closedWith(context, parameter, client(server, parameter.getParameter()));
    }

    private static RealtimeClient client(CarillonServer server, Parameter parameter) {
        return server.client(parameter.getName()).build();
    }

    private CarillonServer serverFor(ExtensionContext context) {
        CarillonServer server = inherited(context);
        if (server == null) {
            throw new ParameterResolutionException(
                    "Carillon does not run yet: with a field that is not static it starts for each test, after the constructor. Make the field static.");
        }
        if (!options(context).appPerTest()) {
            return server;
        }
        CarillonServer app = context.getStore(own).get(APP_OF_TEST, CarillonServer.class);
        if (app == null) {
            throw new ParameterResolutionException(
                    "Each test has an app of its own here, and there is no test yet: take the parameter in the test, or in @BeforeEach.");
        }
        return app;
    }

    private <T extends AutoCloseable> T closedWith(ExtensionContext context, ParameterContext parameter, T what) {
        context.getStore(own).put(List.of(parameter.getDeclaringExecutable(), parameter.getIndex()), new Closing(what));
        return what;
    }

    /** What JUnit closes with a store. */
    @SuppressWarnings("deprecation") // Newer JUnits close whatever is closeable, older ones only this.
    private record Closing(AutoCloseable what) implements Store.CloseableResource, AutoCloseable {
        @Override
        public void close() throws Exception {
            what.close();
        }
    }

    /** The options of a {@link CarillonExtension}. All have defaults. */
    public static final class Builder {

        private final Map<String, String> settings = new HashMap<>();
        private boolean shared;
        private boolean appPerTest;

        private Builder() {}

        /** The app, instead of one that is made up: for programs whose configuration names one already. */
        public Builder app(String id, String key, String secret) {
            return setting("app-id", id).setting("app-key", key).setting("app-secret", secret);
        }

        /** The port for clients and servers, instead of a free one. */
        public Builder port(int port) {
            return setting("port", String.valueOf(port));
        }

        /** Any other setting that {@code carillon --help} lists, without the dashes, as in {@code setting("activity-timeout", "1s")}. */
        public Builder setting(String word, String value) {
            settings.put(word, value);
            return this;
        }

        /**
         * One server for all classes of the JVM that want it so, with the same settings. It stops after the last test. Each class has an app of
         * its own there, unless {@link #app} said which.
         */
        public Builder shared() {
            this.shared = true;
            return this;
        }

        /** An app of its own for each test, so that tests that run at the same time hear nothing of each other. */
        public Builder appPerTest() {
            this.appPerTest = true;
            return this;
        }

        /** What is wrong with a setting is told when the server is started. */
        public CarillonExtension build() {
            return new CarillonExtension(new Options(settings, shared, appPerTest));
        }
    }
}
