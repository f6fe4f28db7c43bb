package io.carillon.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.process.server.Addresses;
import io.carillon.process.terminal.Paint;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServeReportTest {

    private final ServeReport report =
            new ServeReport("1.2.3", new Addresses("0.0.0.0", 6001, 9601, "/realtime"), Optional.empty());

    @Test
    void the_start_text_says_where_everything_is() {
        assertThat(report.text(Paint.NONE)).isEqualTo("""
                        carillon 1.2.3 serves; Ctrl+C to stop.
                          WebSocket   ws://localhost:6001/realtime/app/APP_KEY
                          HTTP API    http://localhost:6001/apps/APP_ID
                          Management  http://localhost:6001/api/v1
                          Readiness   http://localhost:9601/health/readiness
                          Metrics     http://localhost:9601/metrics
                        """);
    }

    @Test
    void for_programs_it_is_one_json_object_on_one_line() {
        assertThat(report.json().replaceAll("\"pid\":[0-9]+", "\"pid\":1")).isEqualTo("""
                        {"role":"all-in-one",\
                        "version":"1.2.3",\
                        "host":"0.0.0.0",\
                        "port":6001,\
                        "management_port":9601,\
                        "websocket_url":"ws://localhost:6001/realtime/app/APP_KEY",\
                        "http_api_url":"http://localhost:6001/apps/APP_ID",\
                        "management_api_url":"http://localhost:6001/api/v1",\
                        "readiness_url":"http://localhost:9601/health/readiness",\
                        "metrics_url":"http://localhost:9601/metrics",\
                        "pid":1}
                        """);
    }
}
