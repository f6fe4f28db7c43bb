package io.carillon.spring;

import io.carillon.client.realtime.RealtimeClient;
import java.time.Duration;
import org.springframework.boot.SpringApplication;

/** The app of the README, configured by its environment. It says when it listens, and ends when nobody needs it. */
final class SnippetApp {

    private SnippetApp() {}

    public static void main(String[] arguments) throws Exception {
        try (var app = SpringApplication.run(Class.forName("shop.Shop"), "--server.port=0")) {
            app.getBean(RealtimeClient.class).subscribe("orders").awaitSubscribed(Duration.ofSeconds(30));
            System.out.println("listening");
            System.in.readAllBytes();
        }
    }
}
