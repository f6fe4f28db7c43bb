package io.carillon.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.controlplane.app.FirstApp;
import io.carillon.process.server.Addresses;
import io.carillon.process.terminal.Paint;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartReportTest {

    private static final FirstApp APP = new FirstApp(
            AppId.of("482913"),
            AppKey.of("278d425bdf160c739803"),
            Secret.of("7ad3773142a6692b25b8"),
            Secret.of("car_token"));

    @Test
    void the_start_text_says_where_everything_is_and_what_to_try() {
        var report = new StartReport(
                "1.2.3",
                new Addresses("127.0.0.1", 6001, 9601, ""),
                APP,
                "./carillon-data",
                Optional.of(Secret.of("cars_token")));

        assertThat(report.text(Paint.NONE)).isEqualTo("""

                          Carillon 1.2.3 is running.

                          First sign-in http://127.0.0.1:6001/setup#cars_token
                          Playground    http://127.0.0.1:6001/playground
                          WebSocket     ws://127.0.0.1:6001/app/278d425bdf160c739803
                          HTTP API      http://127.0.0.1:6001/apps/482913
                          Metrics       http://127.0.0.1:9601/metrics
                          App id        482913
                          App key       278d425bdf160c739803
                          App secret    7ad3773142a6692b25b8
                          PUSHER_URL    http://278d425bdf160c739803:7ad3773142a6692b25b8@127.0.0.1:6001/apps/482913
                          Server token  car_token
                          Publish       curl -H 'Authorization: Bearer car_token' -H 'Content-Type: application/json' -d '{"name":"greeting","channel":"my-channel","data":{"text":"Hello"}}' http://127.0.0.1:6001/apps/482913/events

                          Ctrl+C to stop, data in ./carillon-data
                        """);
    }

    @Test
    void for_programs_it_is_one_json_object_on_one_line() {
        var report = new StartReport(
                "1.2.3", new Addresses("127.0.0.1", 6001, 9601, "/realtime"), APP, "C:\\my \"data\"", Optional.empty());

        assertThat(report.json().replaceAll("\"pid\":[0-9]+", "\"pid\":1")).isEqualTo("""
                        {"version":"1.2.3",\
                        "playground_url":"http://127.0.0.1:6001/playground",\
                        "websocket_url":"ws://127.0.0.1:6001/realtime/app/278d425bdf160c739803",\
                        "http_api_url":"http://127.0.0.1:6001/apps/482913",\
                        "metrics_url":"http://127.0.0.1:9601/metrics",\
                        "host":"127.0.0.1",\
                        "port":6001,\
                        "management_port":9601,\
                        "app_id":"482913",\
                        "app_key":"278d425bdf160c739803",\
                        "app_secret":"7ad3773142a6692b25b8",\
                        "token":"car_token",\
                        "pusher_url":"http://278d425bdf160c739803:7ad3773142a6692b25b8@127.0.0.1:6001/apps/482913",\
                        "publish_command":"curl -H 'Authorization: Bearer car_token' -H 'Content-Type: application/json' -d '{\\"name\\":\\"greeting\\",\\"channel\\":\\"my-channel\\",\\"data\\":{\\"text\\":\\"Hello\\"}}' http://127.0.0.1:6001/apps/482913/events",\
                        "data_dir":"C:\\\\my \\"data\\"",\
                        "pid":1}
                        """);
    }

    @Test
    void a_secret_with_special_characters_stays_one_url() {
        var app = new FirstApp(APP.id(), APP.key(), Secret.of("a/b@c:d"), APP.token());

        assertThat(new StartReport("1", new Addresses("127.0.0.1", 80, 81, ""), app, ".", Optional.empty()).json())
                .contains("\"pusher_url\":\"http://278d425bdf160c739803:a%2Fb%40c%3Ad@127.0.0.1:80/apps/482913\"");
    }

    @Test
    void everywhere_is_shown_as_a_name_that_can_be_opened() {
        assertThat(StartReport.playground(new Addresses("0.0.0.0", 80, 81, "")))
                .isEqualTo("http://localhost:80/playground");
        assertThat(StartReport.playground(new Addresses("::1", 80, 81, ""))).isEqualTo("http://[::1]:80/playground");
    }

    @Test
    void colours_change_no_word() {
        var report = new StartReport("1", new Addresses("127.0.0.1", 6001, 9601, ""), APP, ".", Optional.empty());

        assertThat(report.text(Paint.COLOURS)).contains("\u001b[1mCarillon 1 is running.\u001b[0m");
        assertThat(report.text(Paint.COLOURS).replaceAll("\u001b\\[[0-9]+m", ""))
                .isEqualTo(report.text(Paint.NONE));
    }
}
