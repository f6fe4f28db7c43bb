package io.carillon.process.management;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;

/** Says the same beside the metrics: a route belongs to one port. */
@Controller(value = "/up", port = "${carillon.management.port}")
final class ManagementUpController {

    @Get
    @Produces(MediaType.TEXT_PLAIN)
    String up() {
        return UpController.ANSWER;
    }
}
