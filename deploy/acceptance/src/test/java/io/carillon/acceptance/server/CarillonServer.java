package io.carillon.acceptance.server;

import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class its view of the running jar: one process for all classes of the test JVM, one {@link Carillon} for each
 * test, whose clients are hung up when the test is over. The server's log is shown with a failure.
 */
public final class CarillonServer implements ParameterResolver, AfterEachCallback {

    private static final ExtensionContext.Namespace SHARED = ExtensionContext.Namespace.create(CarillonServer.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Carillon.class || type == RunningJar.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RunningJar jar = jar(context);
        if (parameter.getParameter().getType() == RunningJar.class) {
            return jar;
        }
        var carillon = new Carillon(jar);
        // The constructor's parameter lives as long as the instance, which is one test: its store is the class's,
        // so it is kept under the instance's own name until afterEach takes it.
        context.getStore(SHARED).put(Carillon.class, carillon);
        return carillon;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Carillon carillon = context.getStore(SHARED).get(Carillon.class, Carillon.class);
        if (carillon != null) {
            carillon.close();
        }
        if (context.getExecutionException().isPresent()) {
            System.err.println("--- " + context.getDisplayName() + " failed; the server's log ends with:");
            System.err.println(jar(context).log());
        }
    }

    private static RunningJar jar(ExtensionContext context) {
        return context.getRoot()
                .getStore(SHARED)
                .getOrComputeIfAbsent("jar", name -> new Shared(RunningJar.start("shared", Map.of())), Shared.class)
                .jar;
    }

    /** Closed by JUnit when the last class is done. */
    private record Shared(RunningJar jar) implements ExtensionContext.Store.CloseableResource {
        @Override
        public void close() {
            jar.close();
        }
    }
}
