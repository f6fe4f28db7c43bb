package io.carillon.micronaut;

import io.carillon.client.realtime.RealtimeClient;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;

/** An app of what is on the class path, configured by its environment. It says when it listens, and ends when nobody needs it. */
final class SnippetApp {

    private SnippetApp() {}

    public static void main(String[] arguments) throws Exception {
        try (var app = ApplicationContext.run()) {
            app.getBean(RealtimeClient.class).subscribe("orders").awaitSubscribed(Duration.ofSeconds(30));
            System.out.println("listening");
            System.in.readAllBytes();
        }
    }
}
