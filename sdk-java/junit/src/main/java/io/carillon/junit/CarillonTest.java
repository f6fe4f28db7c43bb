package io.carillon.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class have a Carillon: each takes as parameters what it needs of it.
 *
 * <pre>{@code
 * @CarillonTest
 * class GreetingTest {
 *
 *     @Test
 *     void a_greeting_is_heard(Publisher publisher, RealtimeClient client) throws Exception {
 *         var heard = new CompletableFuture<String>();
 *         var channel = client.subscribe("my-channel");
 *         channel.bind("greeting", event -> heard.complete(event.data()));
 *         client.connect();
 *         channel.awaitSubscribed(Duration.ofSeconds(5));
 *
 *         publisher.trigger("my-channel", "greeting", Map.of("text", "Hello"));
 *
 *         assertEquals("{\"text\":\"Hello\"}", heard.get(5, TimeUnit.SECONDS));
 *     }
 * }
 * }</pre>
 *
 * <p>For more than these two choices register a {@link CarillonExtension} instead.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(CarillonExtension.class)
public @interface CarillonTest {

    /** Whether all classes that say so share one server, which stops with the last test of the JVM. Each class has an app of its own there. */
    boolean shared() default false;

    /** Whether each test has an app of its own, so that tests that run at the same time hear nothing of each other. */
    boolean appPerTest() default false;
}
