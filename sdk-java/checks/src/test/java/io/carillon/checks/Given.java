package io.carillon.checks;

import io.carillon.client.auth.Authorizer;
import io.carillon.client.auth.User;
import io.carillon.client.management.ManagementClient;
import io.carillon.client.realtime.RealtimeClient;
import io.carillon.client.rest.Publisher;
import io.carillon.client.webhook.Webhook;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the program around a Javadoc snippet is taken to have. A snippet of statements is compiled as the body of a method of a subclass; it may
 * use these names, and no others.
 *
 * <p>Snippets may also be members of a class, or a whole class. All have the public types of the package that they stand in, those of the other
 * packages of the SDK, of JUnit, Spring and of {@code java.util}, {@code java.util.concurrent}, {@code java.time} and {@code java.net.http}, as if imported.
 */
abstract class Given {

    protected Publisher publisher = Publisher.builder().build();
    protected RealtimeClient client = RealtimeClient.builder().build();
    protected ManagementClient carillon = ManagementClient.builder().build();
    protected Webhook webhook = new Webhook(Instant.EPOCH, List.of());

    protected Authorizer authorizer = new Authorizer("KEY", "SECRET");

    /** Who has signed in to the app, and what they may hear there. */
    protected User user = User.of("ann");

    protected boolean mayHear(User who, Object channel) {
        return true;
    }

    /** An auth request's form fields, and the body of one for many channels. */
    protected String socketId = "1234.5678";

    protected String channelName = "private-chat-7";

    protected String body = "{}";

    /** An HTTP request of whichever framework. */
    protected Request request = new Request();

    protected static final class Request {

        public String header(String name) {
            return name;
        }

        public String bodyAsText() {
            return "";
        }
    }

    protected void respond(int status, String body) {}

    /** The visit of somebody who has signed in to the app. */
    protected Session session = new Session("ann");

    protected record Session(String user) {

        public String cookie() {
            return user;
        }

        public String token() {
            return user;
        }
    }

    protected Instant yesterday = Instant.EPOCH;

    protected Instant nextYear = Instant.MAX;

    /** What the app itself keeps. */
    protected record Order(int id) {}

    protected void keep(Object... what) {}

    protected void show(@Nullable Object... what) {}

    protected void showTyping() {}

    protected void greet(Object... whom) {}

    /** An HTTP request to the app, and the body of its answer. */
    protected CompletableFuture<String> post(String path, Object... fields) {
        return new CompletableFuture<>();
    }

    protected void light(Object friend) {}

    protected void later() {}

    protected void log(@Nullable Object... what) {}
}
