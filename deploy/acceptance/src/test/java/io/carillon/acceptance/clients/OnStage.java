package io.carillon.acceptance.clients;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.acceptance.server.RunningJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Gives all stories the same {@link Stage}, and writes down how each went with each client: a line of JSON in {@code results/clients.jsonl}.
 */
final class OnStage implements BeforeAllCallback, ParameterResolver, InvocationInterceptor, AfterEachCallback {

    private static final ExtensionContext.Namespace SHARED = ExtensionContext.Namespace.create(OnStage.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void beforeAll(ExtensionContext context) {
        stage(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return stage(context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> story, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        Client client = (Client) call.getArguments().get(0);
        String name = call.getExecutable().getName().replace('_', ' ');
        boolean cannotRun =
                client.isJavaScript() && Boolean.parseBoolean(System.getProperty("carillon.skip.libraries"));
        try {
            if (cannotRun) {
                story.skip();
            }
            Assumptions.assumeFalse(cannotRun, "no Node 20 on this machine");
            story.proceed();
            note(client, name, "passed", "");
        } catch (TestAbortedException skipped) {
            String why = Optional.ofNullable(skipped.getMessage()).orElse("");
            note(client, name, "skipped", why.replaceFirst("^Assumption failed: ", ""));
            throw skipped;
        } catch (Throwable failed) {
            note(client, name, "failed", String.valueOf(failed.getMessage()));
            throw failed;
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stage(context).sendAllHome(context.getExecutionException().isPresent());
    }

    private static Stage stage(ExtensionContext context) {
        return context.getRoot()
                .getStore(SHARED)
                .getOrComputeIfAbsent("stage", name -> new Shared(Stage.build()), Shared.class)
                .stage;
    }

    private static void note(Client client, String story, String outcome, String reason) {
        Map<String, String> result = new LinkedHashMap<>();
        result.put("library", client.library());
        result.put("version", client.isJavaScript() && outcome.equals("skipped") ? "" : client.version());
        result.put("runtime", client.runtime());
        result.put("scenario", story);
        result.put("outcome", outcome);
        result.put("reason", Arrays.stream(reason.split("\n", -1)).findFirst().orElse(""));
        try {
            Path results = Files.createDirectories(Path.of(RunningJar.required("carillon.target"), "results"));
            Files.writeString(
                    results.resolve("clients.jsonl"),
                    JSON.writeValueAsString(result) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closed by JUnit when the last class is done. */
    private record Shared(Stage stage) implements AutoCloseable {
        @Override
        public void close() {
            stage.close();
        }
    }
}
