package io.carillon.process.management;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;

/** Says that the process answers, and nothing else, where clients and servers arrive. */
@Controller("/up")
final class UpController {

    static final String ANSWER = "OK";

    @Get
    @Produces(MediaType.TEXT_PLAIN)
    String up() {
        return ANSWER;
    }
}
